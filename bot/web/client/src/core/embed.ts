/** Where this script came from, without its "/static/": the address of the app, also when it is not the page's own. */
export const HOME = new URL("..", import.meta.url).href.replace(/\/$/, "");

const TAG = "vagvisaren-chat";
const ATTRIBUTES = ["organisation", "organisation-name", "unit", "role", "api", "position", "primary", "on-primary", "exit-url"];

/**
 * `<script type="module" src="…/vagvisaren.js" data-organisation="…">` alone is enough: the element is put last on the page. Not when the page
 * has one already, and not without data-organisation, which may be empty for the app's own municipality.
 */
export function embed(): void {
  const script = ourScript();
  if (!script) return;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => place(script), { once: true });
  else place(script);
}

/** A module does not know its tag. It knows its address. */
function ourScript(): HTMLScriptElement | undefined {
  const scripts = document.querySelectorAll<HTMLScriptElement>("script[type=module][src][data-organisation]");
  return [...scripts].find((script) => script.src === import.meta.url);
}

function place(script: HTMLScriptElement): void {
  if (document.querySelector(TAG)) return;
  const chat = document.createElement(TAG);
  for (const name of ATTRIBUTES) {
    const value = script.getAttribute(`data-${name}`);
    if (value !== null) chat.setAttribute(name, value);
  }
  document.body.append(chat);
}
