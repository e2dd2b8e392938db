import { css } from "lit";

/**
 * Between the page around and us. Inside a shadow root an important declaration beats an important one of the page, so that not even
 * `* { all: unset !important; display: none !important }` reaches in. Only the --vagvisaren-* properties do.
 */
export const armour = css`
  :host {
    all: initial !important;
    display: block !important;
    box-sizing: border-box !important;
    direction: ltr !important;
    unicode-bidi: isolate !important;
    color-scheme: light dark !important;
    color: var(--vv-ink) !important;
    font: 400 medium / 1.5 var(--vv-font) !important;
    -webkit-text-size-adjust: 100% !important;
    text-size-adjust: 100% !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  @media print {
    :host {
      color-scheme: light !important;
    }
    :host([behind-paper]) {
      display: none !important;
    }
  }
`;
