import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Contact } from "../core/types.js";
import { base } from "../look/base.js";

/** "Öppet nu, stänger 16:30", with a mark that does not rely on colour: filled is open, hollow is closed. */
@customElement("vv-open-now")
export class OpenNow extends LitElement {
  static override styles = [
    base,
    css`
      p {
        display: flex;
        align-items: baseline;
        gap: 0.5em;
        color: var(--vv-soft);
      }
      p::before {
        content: "";
        flex: none;
        width: 0.625em;
        height: 0.625em;
        border: 2px solid currentColor;
        border-radius: 50%;
      }
      .open,
      .always {
        color: var(--vv-pine);
        font-weight: 600;
      }
      .open::before,
      .always::before {
        background: currentColor;
        forced-color-adjust: none;
      }
      .closed {
        color: var(--vv-ochre-text);
        font-weight: 600;
      }
      .unknown::before {
        border-style: dotted;
      }
    `,
  ];

  @property({ attribute: false }) open: Contact["open"] | null = null;

  protected override render() {
    return this.open ? html`<p class=${this.open.state}>${this.open.label}</p>` : null;
  }
}
