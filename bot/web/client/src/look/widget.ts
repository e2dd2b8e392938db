import { css } from "lit";

/** The launcher and its panel: a corner of the page on a desk, the whole screen on a phone. */
export const widget = css`
  .launcher {
    position: fixed;
    z-index: 2147483000;
    right: max(20px, env(safe-area-inset-right));
    bottom: max(20px, env(safe-area-inset-bottom));
    display: inline-flex;
    align-items: center;
    gap: 10px;
    min-height: 56px;
    padding: 10px 20px 10px 16px;
    border: 2px solid var(--vv-on-pine);
    border-radius: 28px;
    background: var(--vv-pine);
    color: var(--vv-on-pine);
    font: inherit;
    font-weight: 700;
    cursor: pointer;
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
    z-index: 2147483001;
    inset: auto max(20px, env(safe-area-inset-right)) max(20px, env(safe-area-inset-bottom)) auto;
    width: min(440px, 100vw - 40px);
    height: min(760px, 100vh - 40px);
    max-width: none;
    max-height: none;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--vv-edge);
    border-radius: calc(var(--vv-radius) * 1.4);
    background: var(--vv-paper);
    color: inherit;
  }
  .panel:focus-visible {
    outline: none;
  }
  .panel:modal {
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
    .launcher {
      display: none;
    }
    .panel {
      position: static;
      width: auto;
      height: auto;
      border: 0;
      overflow: visible;
    }
  }
`;
