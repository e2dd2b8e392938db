import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { EmergencyMessage } from "../core/types.js";
import { base } from "../look/base.js";
import { card } from "../look/card.js";
import "../parts/call.js";
import "./contact.js";

/** 112 first: what to say, what to do, who answers now. */
@customElement("vv-emergency")
export class EmergencyCard extends LitElement {
  static override styles = [
    base,
    card,
    css`
      .card {
        border: 2px solid var(--vv-lingon);
      }
      .danger {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        background: var(--vv-lingon-wash);
      }
      h3 {
        color: var(--vv-lingon-text);
      }
      .danger p {
        font-size: var(--vv-lead);
      }
      ol {
        display: grid;
        gap: 10px;
        counter-reset: step;
      }
      li {
        display: grid;
        grid-template-columns: 1.75em minmax(0, 1fr);
        counter-increment: step;
      }
      li::before {
        content: counter(step) "." / "";
        color: var(--vv-lingon-text);
        font-weight: 700;
      }
    `,
  ];

  @property({ attribute: false }) message: EmergencyMessage | null = null;

  protected override render() {
    const message = this.message;
    if (!message) return null;
    return html`<section class="card" aria-labelledby="title">
      <div class="part danger">
        <h3 id="title">${message.title}</h3>
        <vv-call .phone=${message.phone} name=${message.phone.name ?? ""} size="danger"></vv-call>
        <p>${message.text}</p>
      </div>
      ${
        message.steps.length
          ? html`<div class="part">
              <ol role="list">
                ${message.steps.map((step) => html`<li>${step}</li>`)}
              </ol>
            </div>`
          : nothing
      }
      ${
        message.contacts.length
          ? html`<div class="part contacts">
              ${message.contacts.map((contact) => html`<vv-contact .contact=${contact}></vv-contact>`)}
            </div>`
          : nothing
      }
    </section>`;
  }
}
