import { css } from "lit";

/** One A4 page in black on white. Sizes in pt and mm: paper has no windows. `--size` is set by the fitting. */
export const paper = css`
  :host {
    all: initial !important;
    position: fixed !important;
    top: 0 !important;
    left: -300mm !important;
    display: block !important;
    width: 186mm !important;
    visibility: hidden !important;
    color-scheme: light !important;
    color: #000 !important;
    font:
      400 var(--size) / 1.32 system-ui,
      -apple-system,
      "Segoe UI",
      Roboto,
      "Noto Sans",
      "Helvetica Neue",
      Arial,
      sans-serif !important;
  }
  @media print {
    :host {
      position: static !important;
      width: auto !important;
      visibility: visible !important;
    }
  }
  * {
    box-sizing: border-box;
    margin: 0;
    padding: 0;
    overflow-wrap: anywhere;
  }
  .head,
  .line {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1em;
  }
  .head {
    padding-bottom: 0.4em;
    border-bottom: 1.5pt solid #000;
  }
  .danger {
    font-weight: 700;
  }
  h1 {
    margin-top: 0.5em;
    font-size: 1.8em;
    line-height: 1.15;
  }
  h2 {
    margin: 0.6em 0 0.15em;
    font-size: 1.1em;
  }
  .urgency {
    font-weight: 700;
  }
  .answer {
    margin-top: 0.3em;
    font-size: 1.1em;
  }
  .box {
    margin-top: 0.6em;
    padding: 0.4em 0.8em;
    border: 1pt solid #000;
    break-inside: avoid;
  }
  .box h2 {
    margin-top: 0;
  }
  .number {
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .first .number {
    font-size: 1.5em;
  }
  ol,
  ul {
    list-style: none;
  }
  ol li {
    display: grid;
    grid-template-columns: 1.4em 2em minmax(0, 1fr);
    padding: 0.12em 0;
    break-inside: avoid;
  }
  ol li::before {
    content: "";
    width: 0.85em;
    height: 0.85em;
    margin-top: 0.22em;
    border: 0.75pt solid #000;
  }
  .avoid li {
    display: grid;
    grid-template-columns: 1.2em minmax(0, 1fr);
  }
  .avoid li::before {
    content: "✕";
  }
  .contacts {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.3em 1.5em;
  }
  .contacts li {
    break-inside: avoid;
  }
  .name {
    font-weight: 700;
  }
  .small {
    font-size: 0.86em;
  }
  .tiny {
    font-size: 0.78em;
    line-height: 1.25;
  }
  .sources {
    columns: 2;
    column-gap: 1.5em;
  }
  .sources li {
    break-inside: avoid;
  }
  .foot {
    margin-top: 0.7em;
    padding-top: 0.4em;
    border-top: 1.5pt solid #000;
  }
`;

/** Around the sheet: while it is up, it is all there is on paper. Stands in the page's own style sheets, since no shadow root can hide the page. */
export const around = `
  @page { size: A4; margin: 11mm 12mm; }
  @media print {
    html, body { display: block !important; height: auto !important; margin: 0 !important; padding: 0 !important;
      border: 0 !important; overflow: visible !important; background: #fff !important; transform: none !important; opacity: 1 !important; }
    body > :not([data-vagvisaren-paper]) { display: none !important; }
  }
`;
