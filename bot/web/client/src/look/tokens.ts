import { css } from "lit";

/**
 * The look in one place. A page that embeds the widget may set the --vagvisaren-* properties: radius and font here; primary and on-primary
 * are checked first (brand.ts). Pine is for text, lines and icons; fill is what a button is filled with.
 */
export const tokens = css`
  :host {
    /* em is the person's own text size: a page that sets 62.5 % or 50 px on its root changes ours a little, or not at all */
    --vv-text: clamp(max(16px, 1em), 1rem, max(20px, 1.25em));
    --vv-small: calc(var(--vv-text) * 0.875);
    --vv-lead: calc(var(--vv-text) * 1.125);
    --vv-title: calc(var(--vv-text) * 1.375);
    --vv-font: var(
      --vagvisaren-font,
      system-ui,
      -apple-system,
      "Segoe UI",
      Roboto,
      "Noto Sans",
      "Helvetica Neue",
      Arial,
      sans-serif
    );
    --vv-radius: var(--vagvisaren-radius, 10px);

    --vv-paper: #f6f1e6;
    --vv-card: #fffdf8;
    --vv-ink: #1e2925;
    --vv-soft: #505a54;
    --vv-line: #ddd3c0;
    --vv-edge: #76796c;
    --vv-pine: #14524a;
    --vv-fill: #14524a;
    --vv-on-fill: #ffffff;
    --vv-pine-wash: #e2ece4;
    --vv-lingon: #a3122c;
    --vv-on-lingon: #ffffff;
    --vv-lingon-text: #8f0f27;
    --vv-lingon-wash: #fae9e4;
    --vv-ochre: #c98a1b;
    --vv-ochre-text: #6f4700;
    --vv-ochre-wash: #f9ebca;
    --vv-focus: #0b3d91;
  }
  :host([mode="page"]) {
    --vv-text: max(16px, 1rem);
  }

  @media (prefers-color-scheme: dark) {
    :host {
      --vv-paper: #141d1a;
      --vv-card: #1c2723;
      --vv-ink: #efeadf;
      --vv-soft: #b9c1b8;
      --vv-line: #35433d;
      --vv-edge: #84938b;
      --vv-pine: #93d3c1;
      --vv-fill: #93d3c1;
      --vv-on-fill: #0d211c;
      --vv-pine-wash: #22382f;
      --vv-lingon: #c62f49;
      --vv-on-lingon: #ffffff;
      --vv-lingon-text: #ffb0b4;
      --vv-lingon-wash: #3b2224;
      --vv-ochre: #e2b04a;
      --vv-ochre-text: #f3cf8a;
      --vv-ochre-wash: #3a301b;
      --vv-focus: #ffd76a;
    }
  }

  @media print {
    :host {
      --vv-paper: #fff;
      --vv-card: #fff;
      --vv-ink: #000;
      --vv-soft: #333;
      --vv-line: #999;
      --vv-pine: #000;
      --vv-pine-wash: #fff;
      --vv-lingon-wash: #fff;
      --vv-lingon-text: #000;
      --vv-ochre-wash: #fff;
      --vv-ochre-text: #000;
    }
  }
`;
