import { adoptStyles, render } from "lit";
import type { RoutineMessage } from "../core/types.js";
import { around, paper } from "./paper.js";
import { sheet, type Where } from "./sheet.js";

/** A4 less the margins of paper.ts, in CSS pixels, and a little air. */
const PAGE_PX = ((297 - 2 * 11) / 25.4) * 96 - 4;
/** Tried in this order; a routine too long for the last goes on to a second page rather than be cut. */
const SIZES_PT = [11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8];
const TOUCHED = ["pointerdown", "keydown"];

let takeDown: (() => void) | null = null;

/** Asks the browser to print this routine alone, on any page. */
export function printRoutine(routine: RoutineMessage, where: Where): void {
  putUp(routine, where);
  window.print();
}

/** Whatever is printed in the browser's own way, the routine asked for last is what is printed, as long as there is one. */
export function onPrint(wanted: () => { routine: RoutineMessage; where: Where } | null): () => void {
  const before = () => {
    const found = takeDown ? null : wanted();
    if (found) putUp(found.routine, found.where);
  };
  addEventListener("beforeprint", before);
  return () => removeEventListener("beforeprint", before);
}

/** Stays until the person does something: some browsers say "afterprint" before they have printed. */
function putUp(routine: RoutineMessage, where: Where): void {
  takeDown?.();
  const host = document.createElement("div");
  host.setAttribute("data-vagvisaren-paper", "");
  host.setAttribute("aria-hidden", "true");
  host.lang = "sv";
  const root = host.attachShadow({ mode: "open" });
  adoptStyles(root, [paper]);
  render(sheet(routine, where), root);
  document.body.append(host);
  // our own armour withstands the sheet below, too
  const chats = document.querySelectorAll("vagvisaren-chat");
  chats.forEach((chat) => chat.setAttribute("behind-paper", ""));
  const page = new CSSStyleSheet();
  page.replaceSync(around);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, page];
  fit(host);
  const gone = new AbortController();
  takeDown = () => {
    gone.abort();
    host.remove();
    chats.forEach((chat) => chat.removeAttribute("behind-paper"));
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((found) => found !== page);
    takeDown = null;
  };
  addEventListener("afterprint", () => TOUCHED.forEach((type) => addEventListener(type, () => takeDown?.(), listening(gone))), {
    once: true,
    signal: gone.signal,
  });
}

function listening(gone: AbortController): AddEventListenerOptions {
  return { capture: true, once: true, signal: gone.signal };
}

function fit(host: HTMLElement): void {
  for (const size of SIZES_PT) {
    host.style.setProperty("--size", `${size}pt`);
    if (host.getBoundingClientRect().height <= PAGE_PX) return;
  }
}
