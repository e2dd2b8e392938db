/** What a page is made of. The address itself is added: it is what the phone opens. */
const PARTS = "script[src], link[rel=stylesheet], link[rel=icon]";

/**
 * Has the service worker keep this page, its files and `more`. Nothing happens where there is no service worker (another page's widget,
 * plain http, a private window).
 */
export async function keepPage(home: string, more: readonly string[]): Promise<void> {
  if (home !== location.origin || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(`${home}/sw.js`);
    const { active } = await navigator.serviceWorker.ready;
    const parts = [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>(PARTS)];
    const files = parts.map((part) => ("src" in part ? part.src : part.href));
    active?.postMessage({ keep: [location.origin + location.pathname, ...files, ...more] });
  } catch {
    // then there is no offline mode, and all else works
  }
}
