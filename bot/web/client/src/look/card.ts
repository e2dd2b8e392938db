import { css } from "lit";

/** An answer is a sheet of paper with quiet lines between its parts. */
export const card = css`
  .card {
    overflow: clip;
    border: 1px solid var(--vv-line);
    border-radius: var(--vv-radius);
    background: var(--vv-card);
  }
  .part {
    padding: 16px;
  }
  .part + .part {
    border-top: 1px solid var(--vv-line);
  }
  .fold {
    padding-block: 4px;
  }
  h3 {
    font-size: var(--vv-title);
    font-weight: 700;
    letter-spacing: -0.01em;
  }
  h4 {
    margin-bottom: 8px;
    font-size: var(--vv-text);
    font-weight: 700;
  }
  .contacts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  .contacts > * + * {
    padding-top: 16px;
    border-top: 1px solid var(--vv-line);
  }
  @container frame (width >= 40em) {
    .part {
      padding-inline: 24px;
    }
  }
  @media print {
    .card {
      border: 0;
    }
    .part {
      padding-inline: 0;
      break-inside: avoid;
    }
  }
`;
