import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Contact, RoutineMessage } from "../core/types.js";
import { base } from "../look/base.js";
import { card } from "../look/card.js";
import { PrintEvent } from "../core/events.js";
import { buttons } from "../look/buttons.js";
import { cross, printer } from "../look/icons.js";
import "../parts/choices.js";
import "./contact.js";
import "./origin.js";
import "./references.js";
import "./steps.js";
import "./urgency.js";
import { t } from "../texts.js";

const FOLD_OVER = 2;

/** One routine as written: the answer and the number to call first, the details after. */
@customElement("vv-routine")
export class RoutineCard extends LitElement {
  static override styles = [
    base,
    buttons,
    card,
    css`
      .top {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .adapted {
        color: var(--vv-soft);
        font-size: var(--vv-small);
        font-weight: 600;
      }
      .answer {
        font-size: var(--vv-lead);
        line-height: 1.45;
      }
      .first {
        background: var(--vv-pine-wash);
      }
      .first h4 {
        margin-bottom: 2px;
        color: var(--vv-pine);
        font-size: var(--vv-small);
      }
      .origin {
        padding-bottom: 8px;
      }
      .origin .quiet {
        margin: 4px 0 0 -10px;
      }
      .avoid {
        background: var(--vv-lingon-wash);
      }
      .avoid h4 {
        color: var(--vv-lingon-text);
      }
      .avoid ul {
        display: grid;
        gap: 8px;
      }
      .avoid li {
        display: grid;
        grid-template-columns: 1.75em minmax(0, 1fr);
      }
      .avoid svg {
        margin-top: 0.125em;
        color: var(--vv-lingon-text);
      }
      @media print {
        .related {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) message: RoutineMessage | null = null;

  protected override render() {
    const routine = this.message;
    if (!routine) return null;
    return html`<section class="card" aria-labelledby="title">
      <div class="part top">
        <h3 id="title">${routine.title}</h3>
        <vv-urgency urgency=${routine.urgency} label=${routine.urgency_label}></vv-urgency>
        <p class="answer">${routine.answer}</p>
        ${routine.adapted_for ? html`<p class="adapted">${routine.adapted_for}</p>` : nothing}
      </div>
      ${routine.first_contact ? this.#first(routine.first_contact) : nothing}
      ${routine.steps.length ? html`<div class="part"><vv-steps .steps=${routine.steps}></vv-steps></div>` : nothing}
      ${this.#avoid(routine.avoid)} ${this.#others(routine.contacts)}
      ${
        routine.laws.length || routine.sources.length
          ? html`<div class="part fold"><vv-references .laws=${routine.laws} .sources=${routine.sources}></vv-references></div>`
          : nothing
      }
      <div class="part origin">
        <vv-origin .origin=${routine.origin}></vv-origin>
        <button class="quiet" type="button" @click=${() => this.dispatchEvent(new PrintEvent(routine))}>
          ${printer}${t.print}
        </button>
      </div>
      ${
        routine.related.length
          ? html`<div class="part related"><vv-choices text=${t.related} .choices=${routine.related}></vv-choices></div>`
          : nothing
      }
      <slot></slot>
    </section>`;
  }

  #first(contact: Contact) {
    return html`<div class="part first">
      <h4>${t.firstContact}</h4>
      <vv-contact first .contact=${contact}></vv-contact>
    </div>`;
  }

  #avoid(avoid: readonly string[]) {
    if (!avoid.length) return nothing;
    return html`<div class="part avoid">
      <h4>${t.avoid}</h4>
      <ul>
        ${avoid.map((what) => html`<li>${cross}<span>${what}</span></li>`)}
      </ul>
    </div>`;
  }

  #others(contacts: readonly Contact[]) {
    if (!contacts.length) return nothing;
    const list = html`<div class="contacts">
      ${contacts.map((contact) => html`<vv-contact .contact=${contact}></vv-contact>`)}
    </div>`;
    if (contacts.length <= FOLD_OVER)
      return html`<div class="part">
        <h4>${t.otherContacts}</h4>
        ${list}
      </div>`;
    return html`<div class="part fold">
      <details>
        <summary>${t.moreContacts(contacts.length)}</summary>
        <div class="list">${list}</div>
      </details>
    </div>`;
  }
}
