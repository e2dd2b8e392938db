import { css } from "lit";

/** The launcher and its panel: a corner of the page on a desk, the whole screen on a phone. */
export const widget = css`
  :host {
    --vv-beside: max(var(--vagvisaren-offset-x, 20px), env(safe-area-inset-right));
    --vv-below: max(var(--vagvisaren-offset-y, 20px), env(safe-area-inset-bottom));
  }
  :host([mode="widget"]) {
    position: fixed !important;
  }
  /* A popover, so that it lies above everything and no transformed or clipped box of the page holds it; elsewhere a high z-index. */
  .corner {
    position: fixed;
    z-index: 2147483000;
    inset: auto;
    width: 0;
    height: 0;
    margin: 0;
    padding: 0;
    overflow: visible;
    border: 0;
    background: none;
    color: inherit;
  }
  .launcher {
    position: fixed;
    right: var(--vv-beside);
    bottom: var(--vv-below);
    display: inline-flex;
    align-items: center;
    gap: 10px;
    max-width: calc(100vw - 2 * var(--vv-beside));
    min-height: 56px;
    padding: 10px 20px 10px 16px;
    border: 2px solid var(--vv-on-fill);
    border-radius: 28px;
    background: var(--vv-fill);
    color: var(--vv-on-fill);
    font: 700 var(--vv-text) / 1.25 var(--vv-font);
    text-align: start;
    cursor: pointer;
  }
  .launcher:focus-visible {
    outline-offset: 0;
    box-shadow: 0 0 0 6px var(--vv-card);
  }
  .launcher .mark .post {
    stroke: currentColor;
  }
  .launcher .mark .one,
  .launcher .mark .two {
    fill: currentColor;
  }
  .launcher[hidden] {
    display: none;
  }
  .panel {
    position: fixed;
    inset: auto var(--vv-beside) var(--vv-below) auto;
    width: min(440px, 100vw - 2 * var(--vv-beside));
    height: min(760px, 100vh - 20px - var(--vv-below));
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--vv-edge);
    border-radius: calc(var(--vv-radius) * 1.4);
    background: var(--vv-paper);
    color: inherit;
    box-shadow: 0 8px 32px rgb(0 0 0 / 0.22);
  }
  :host([position="left"]) {
    --vv-beside: max(var(--vagvisaren-offset-x, 20px), env(safe-area-inset-left));
  }
  :host([position="left"]) .launcher {
    right: auto;
    left: var(--vv-beside);
  }
  :host([position="left"]) .panel {
    inset: auto auto var(--vv-below) var(--vv-beside);
  }
  .panel:focus-visible {
    outline: none;
  }
  .panel:modal,
  :host([position="left"]) .panel:modal {
    inset: 0;
    width: 100vw;
    height: 100vh;
    border: 0;
    border-radius: 0;
  }
  @supports (height: 100dvh) {
    .panel:modal {
      height: 100dvh;
    }
  }
  :host([keyboard]) .panel:modal {
    height: var(--vv-visible);
    transform: translateY(var(--vv-shift));
  }
  @media print {
    .corner {
      display: none;
    }
  }
`;
