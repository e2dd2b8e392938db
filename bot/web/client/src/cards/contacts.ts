import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { ContactsMessage } from "../core/types.js";
import { base } from "../look/base.js";
import { card } from "../look/card.js";
import "./contact.js";

/** One or several contacts; the first is the one to begin with. */
@customElement("vv-contacts")
export class ContactsCard extends LitElement {
  static override styles = [
    base,
    card,
    css`
      h3 {
        font-size: var(--vv-lead);
      }
      .lead {
        margin-top: 4px;
      }
      .first {
        background: var(--vv-pine-wash);
      }
    `,
  ];

  @property({ attribute: false }) message: ContactsMessage | null = null;

  protected override render() {
    if (!this.message) return null;
    const { title, text, contacts } = this.message;
    return html`<section class="card" aria-labelledby="title">
      <div class="part">
        <h3 id="title">${title}</h3>
        ${text ? html`<p class="lead">${text}</p>` : nothing}
      </div>
      ${contacts.map(
        (contact, index) =>
          html`<div class="part ${index === 0 ? "first" : ""}">
            <vv-contact ?first=${index === 0} .contact=${contact}></vv-contact>
          </div>`,
      )}
    </section>`;
  }
}
