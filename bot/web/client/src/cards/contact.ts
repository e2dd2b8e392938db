import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { saysMore } from "../core/contact-name.js";
import type { Contact, Phone } from "../core/types.js";
import { base } from "../look/base.js";
import { maybe, outsideLink } from "../parts/outside-link.js";
import "../parts/call.js";
import "../parts/open-now.js";
import { buttons } from "../look/buttons.js";
import { t } from "../texts.js";

/** Whom to contact: who, open now or not, the number to tap; the rest below. */
@customElement("vv-contact")
export class ContactCard extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
      }
      .name {
        font-weight: 700;
        line-height: 1.3;
      }
      .name .role {
        display: block;
      }
      .name .who {
        display: block;
        font-weight: 400;
      }
      .soft {
        color: var(--vv-soft);
        font-size: var(--vv-small);
      }
      .why,
      .caveat {
        padding: 8px 12px;
        border-radius: calc(var(--vv-radius) * 0.6);
        background: var(--vv-ochre-wash);
        color: var(--vv-ochre-text);
        font-size: var(--vv-small);
      }
      .phones {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        margin-top: 4px;
      }
      :host(:not([first])) .phones {
        justify-items: start;
      }
      ul.known {
        padding-left: 1.1em;
        list-style: disc;
        font-size: var(--vv-small);
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 0 20px;
      }
      .ways a {
        display: inline-flex;
        align-items: center;
        min-height: 44px;
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(min-content, max-content) minmax(0, 1fr);
        gap: 2px 16px;
        padding-bottom: 8px;
        font-size: var(--vv-small);
      }
    `,
  ];

  @property({ attribute: false }) contact: Contact | null = null;
  @property({ type: Boolean, reflect: true }) first = false;

  protected override render() {
    const contact = this.contact;
    if (!contact) return null;
    return html`
      <p class="name">${this.#name(contact)}</p>
      ${contact.missing ? nothing : html`<vv-open-now .open=${contact.open}></vv-open-now>`}
      ${contact.phones.length ? html`<div class="phones">${contact.phones.map((phone, index) => this.#phone(contact, phone, index))}</div>` : nothing}
      ${maybe(contact.why, (why) => html`<p class="why">${why}</p>`)}
      ${maybe(contact.for_whom, (whom) => html`<p class="soft">${whom}</p>`)}
      ${maybe(contact.caveat, (caveat) => html`<p class="caveat">${caveat}</p>`)} ${this.#known(contact)} ${this.#ways(contact)}
      ${this.#details(contact)}
    `;
  }

  #name(contact: Contact) {
    if (!saysMore(contact)) return contact.name;
    return html`<span class="role">${contact.role}</span><span class="who">${contact.name}</span>`;
  }

  #phone(contact: Contact, phone: Phone, index: number) {
    const size = this.first && index === 0 ? "big" : "normal";
    return html`<div>
      <vv-call .phone=${phone} name=${contact.name} size=${size}></vv-call>
      ${maybe(phone.name, (name) => html`<p class="soft">${name}</p>`)}
    </div>`;
  }

  #known(contact: Contact) {
    if (!contact.good_to_know.length) return nothing;
    return html`<ul class="known">
      ${contact.good_to_know.map((known) => html`<li>${known}</li>`)}
    </ul>`;
  }

  #ways(contact: Contact) {
    if (!contact.email && !contact.url) return nothing;
    return html`<p class="ways">
      ${maybe(contact.email, (email) => mailLink(email))} ${maybe(contact.url, (url) => outsideLink(url, t.website))}
    </p>`;
  }

  #details(contact: Contact) {
    const verified = maybe(contact.verified_on, (date) => html`<p class="soft">${t.verified(date)}</p>`);
    if (!contact.hours.length) return verified;
    return html`<details>
      <summary>${t.hours}</summary>
      <dl>
        ${contact.hours.map(
          (line) =>
            html`<dt>${line.days}</dt>
              <dd>${line.hours}</dd>`,
        )}
      </dl>
      ${verified}
    </details>`;
  }
}

/** May break before the @, not in the middle of a word. */
function mailLink(email: string) {
  const at = email.indexOf("@");
  return html`<a href="mailto:${email}">${email.slice(0, at)}<wbr />${email.slice(at)}</a>`;
}
