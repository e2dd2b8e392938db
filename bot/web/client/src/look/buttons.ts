import { css } from "lit";

/** Solid (`primary`), outlined (`button`) and text-like (`quiet`). All at least 44 px high. */
export const buttons = css`
  .button,
  .primary,
  .quiet {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-width: 44px;
    min-height: 44px;
    padding: 8px 16px;
    border: 1.5px solid var(--vv-edge);
    border-radius: var(--vv-radius);
    background: var(--vv-card);
    color: var(--vv-ink);
    font-weight: 600;
    line-height: 1.25;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
  }
  .primary {
    border-color: var(--vv-pine);
    background: var(--vv-fill);
    color: var(--vv-on-fill);
  }
  .quiet {
    padding: 8px 10px;
    border-color: transparent;
    background: none;
    color: var(--vv-pine);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  @media (hover: hover) {
    .button:hover:not([aria-disabled="true"]) {
      border-color: var(--vv-pine);
      background: var(--vv-pine-wash);
    }
    .primary:hover {
      filter: brightness(1.12);
    }
    .quiet:hover {
      background: var(--vv-pine-wash);
    }
  }
  [aria-disabled="true"] {
    cursor: default;
  }
  @media print {
    .button,
    .quiet {
      display: none;
    }
  }
`;
