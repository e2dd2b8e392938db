import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Phone } from "../core/types.js";
import { base } from "../look/base.js";
import { buttons } from "../look/buttons.js";
import { phone as phoneIcon } from "../look/icons.js";
import { t } from "../texts.js";

/** A number to tap. `size`: `big` beside the first contact, `danger` for 112, `small` in a step. */
@customElement("vv-call")
export class Call extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      a {
        font-variant-numeric: tabular-nums;
      }
      :host([size="big"]) a,
      :host([size="danger"]) a {
        width: 100%;
        min-height: 60px;
        padding: 10px 16px;
        /* a whole number on one line, from 320 px */
        font-size: clamp(1.05rem, 5vw, var(--vv-title));
        font-weight: 700;
      }
      :host([size="danger"]) a {
        border-color: var(--vv-lingon);
        background: var(--vv-lingon);
        color: var(--vv-on-lingon);
      }
      :host([size="small"]) {
        display: inline-block;
      }
      .number {
        overflow-wrap: anywhere;
      }
      @media print {
        a.button,
        a.primary {
          display: inline-flex;
          min-height: 0;
          border: 0;
          padding: 0;
          background: none;
          color: #000;
        }
        svg {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) phone: Phone | null = null;
  @property() name = "";
  @property({ reflect: true }) size: "big" | "danger" | "normal" | "small" = "normal";

  protected override render() {
    if (!this.phone) return null;
    const look = this.size === "big" || this.size === "danger" ? "primary" : "button";
    return html`<a class=${look} href="tel:${this.phone.number}"
      >${phoneIcon}<span class="number" aria-hidden="true">${t.call} ${this.phone.display}</span
      ><span class="hidden">${t.callSpoken(this.name, this.phone.spoken)}</span></a
    >`;
  }
}
