import { css } from "lit";

/** What every element begins with. */
export const base = css`
  :host {
    display: block;
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h3,
  h4 {
    line-height: 1.25;
    text-wrap: balance;
  }
  p,
  li,
  dt,
  dd,
  h3,
  h4,
  summary {
    overflow-wrap: anywhere;
    hyphens: auto;
    hyphenate-limit-chars: 12 4 4;
  }
  a {
    color: var(--vv-pine);
    text-underline-offset: 0.15em;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  svg {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .mark {
    width: 32px;
    height: 32px;
    stroke: none;
  }
  .mark .post {
    stroke: var(--vv-ink);
    stroke-width: 2.5;
  }
  .mark .one {
    fill: var(--vv-pine);
  }
  .mark .two {
    fill: var(--vv-ochre);
  }
  :focus-visible {
    outline: 3px solid var(--vv-focus);
    outline-offset: 2px;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  summary {
    display: flex;
    align-items: center;
    min-height: 44px;
    gap: 8px;
    cursor: pointer;
    color: var(--vv-pine);
    font-weight: 600;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: "";
    flex: none;
    width: 0.5em;
    height: 0.5em;
    margin: 0 0.25em 0 0.1em;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: rotate(-45deg);
  }
  details[open] > summary::before {
    transform: translateY(-0.15em) rotate(45deg);
  }
  @media print {
    details::details-content {
      content-visibility: visible;
      block-size: auto;
    }
    summary::before {
      display: none;
    }
  }
`;
