import { html, svg, type TemplateResult } from "lit";

const icon = (shape: TemplateResult) => html`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shape}</svg>`;

export const phone = icon(
  svg`<path d="M6.5 3.5h3l1.6 4.4-2.2 1.6a12 12 0 0 0 5.6 5.6l1.6-2.2 4.4 1.6v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z"/>`,
);
export const check = icon(svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`);
export const cross = icon(svg`<path d="M6 6l12 12M18 6 6 18"/>`);
export const away = icon(svg`<path d="M10 4H5v16h5M14 8l4 4-4 4M18 12H9"/>`);
export const arrow = icon(svg`<path d="M5 12h13M13 6.5l5.5 5.5-5.5 5.5"/>`);
export const up = icon(svg`<path d="M12 19V6M6 11.5 12 5.5l6 6"/>`);
export const alert = icon(svg`<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.1"/>`);
export const info = icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.7v.1"/>`);
export const clock = icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5.3l3.3 2"/>`);
export const printer = icon(
  svg`<path d="M7 9V4h10v5M7 17H4.5a1 1 0 0 1-1-1v-5.5a1.5 1.5 0 0 1 1.5-1.5h14a1.5 1.5 0 0 1 1.5 1.5V16a1 1 0 0 1-1 1H17M7 14h10v6.5H7z"/>`,
);
export const calm = icon(svg`<path d="M4 12a8 8 0 1 0 16 0 8 8 0 0 0-16 0M8.5 12.5l2.5 2.5 4.5-5"/>`);

/** Vägvisaren: a signpost. */
export const mark = html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <path class="post" d="M16 3v26" />
  <path class="one" d="M8 6h14.5l4 3.5-4 3.5H8z" />
  <path class="two" d="M24 16H10.5l-4 3.5 4 3.5H24z" />
</svg>`;
