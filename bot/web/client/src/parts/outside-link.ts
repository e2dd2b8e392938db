import { html, nothing } from "lit";
import { t } from "../texts.js";

/** A link to another site in a new tab. Only https is made a link; anything else is shown as words. */
export function outsideLink(url: string | null, text: string) {
  if (!url?.startsWith("https://")) return html`${text}`;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${text}<span class="hidden">, ${t.newWindow}</span></a>`;
}

export function maybe<T>(value: T | null | undefined | "", show: (value: T) => unknown) {
  return value === null || value === undefined || value === "" ? nothing : show(value);
}
