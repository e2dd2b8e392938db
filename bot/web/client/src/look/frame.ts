import { css } from "lit";

/** The frame: bar, conversation, field. As high as what can be seen; only the conversation scrolls. */
export const frame = css`
  .frame {
    font-size: var(--vv-text);
    container: frame / inline-size;
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    height: 100%;
    background: var(--vv-paper);
  }
  .frame.page {
    height: 100vh;
  }
  @supports (height: 100dvh) {
    .frame.page {
      height: 100dvh;
    }
  }
  :host([keyboard]) .frame.page {
    height: var(--vv-visible);
    transform: translateY(var(--vv-shift));
  }
  .top {
    border-top: 4px solid var(--vv-pine);
    border-bottom: 1px solid var(--vv-line);
    padding-top: env(safe-area-inset-top);
  }
  .main {
    display: grid;
    grid-template: minmax(0, 1fr) auto / minmax(0, 1fr);
    min-height: 0;
  }
  .scroll {
    position: relative;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scroll-padding-block: 16px;
    scrollbar-gutter: stable;
  }
  .scroll:focus-visible {
    outline-offset: -3px;
  }
  .column {
    box-sizing: border-box;
    width: 100%;
    max-width: 44em;
    margin-inline: auto;
    padding-inline: max(16px, env(safe-area-inset-left)) max(16px, env(safe-area-inset-right));
  }
  .context {
    position: sticky;
    z-index: 1;
    top: 0;
    background: var(--vv-paper);
  }
  .talk {
    padding-block: 16px 32px;
  }
  /* an open form would cover what is read */
  .context:has(vv-context-bar[changing]) {
    position: static;
  }
  .foot {
    padding-bottom: 8px;
  }
  .foot a {
    font-size: var(--vv-small);
    display: inline-flex;
    align-items: center;
    min-height: 44px;
  }
  .compose {
    overflow: hidden;
    scrollbar-gutter: stable;
    padding-block: 10px max(10px, env(safe-area-inset-bottom));
    border-top: 1px solid var(--vv-line);
    background: var(--vv-paper);
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 12px;
    padding-bottom: 16px;
  }
  @container frame (width < 15em) {
    .context {
      position: static;
    }
  }
  @media (max-height: 26em) {
    .context {
      position: static;
    }
    .compose {
      padding-block: 6px max(6px, env(safe-area-inset-bottom));
    }
  }
  @media print {
    .frame,
    .frame.page,
    .main {
      display: block;
      height: auto;
    }
    .scroll {
      overflow: visible;
    }
    .top,
    .context,
    .foot,
    .compose {
      display: none;
    }
  }
`;
