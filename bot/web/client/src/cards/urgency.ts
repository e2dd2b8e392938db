import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { RoutineMessage } from "../core/types.js";
import { base } from "../look/base.js";
import { alert, calm, clock } from "../look/icons.js";

const ICONS = { nu: alert, idag: clock, planera: calm };

/** How fast: icon, words and colour say the same. */
@customElement("vv-urgency")
export class UrgencyMark extends LitElement {
  static override styles = [
    base,
    css`
      p {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        padding: 3px 12px 3px 8px;
        border-radius: 2em;
        background: var(--vv-pine-wash);
        color: var(--vv-pine);
        font-size: var(--vv-small);
        font-weight: 700;
      }
      .idag {
        background: var(--vv-ochre-wash);
        color: var(--vv-ochre-text);
      }
      .nu {
        background: var(--vv-lingon);
        color: var(--vv-on-lingon);
      }
      @media (forced-colors: active) {
        p {
          border: 1px solid;
        }
      }
      @media print {
        p.nu {
          padding: 0;
          color: #000;
        }
      }
    `,
  ];

  @property() urgency: RoutineMessage["urgency"] = "planera";
  @property() label = "";

  protected override render() {
    return html`<p class=${this.urgency}>${ICONS[this.urgency]}${this.label}</p>`;
  }
}
