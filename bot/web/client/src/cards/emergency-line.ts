import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { EmergencyMessage } from "../core/types.js";
import { base } from "../look/base.js";
import "../parts/call.js";

/** One line above an ordinary answer, when danger cannot be ruled out. */
@customElement("vv-emergency-line")
export class EmergencyLine extends LitElement {
  static override styles = [
    base,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
        padding: 10px 16px;
        border: 1.5px solid var(--vv-lingon);
        border-radius: var(--vv-radius);
        background: var(--vv-lingon-wash);
        color: var(--vv-lingon-text);
        font-weight: 600;
      }
      p {
        flex: 1 1 12em;
      }
    `,
  ];

  @property({ attribute: false }) message: EmergencyMessage | null = null;

  protected override render() {
    if (!this.message) return null;
    const { text, phone } = this.message;
    return html`<div>
      <p>${text}</p>
      <vv-call .phone=${phone} name=${phone.name ?? ""}></vv-call>
    </div>`;
  }
}
