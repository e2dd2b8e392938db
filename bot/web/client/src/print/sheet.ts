import { html, nothing } from "lit";
import type { Contact, RoutineMessage, Step } from "../core/types.js";
import { onPaper, t } from "../texts.js";

export interface Where {
  organisation: string;
  /** Where the newest version can be read. */
  address: string;
}

/** A routine on paper: what to do and whom to call, with opening hours instead of "open now", and who answers for it. */
export function sheet(routine: RoutineMessage, { organisation, address }: Where) {
  const today = new Date().toLocaleDateString("sv-SE");
  return html`
    <p class="head"><span>${onPaper.from(organisation)}</span><span class="danger">${onPaper.danger}</span></p>
    <h1>${routine.title}</h1>
    <p class="urgency">${[routine.urgency_label, routine.adapted_for].filter(Boolean).join(" · ")}</p>
    <p class="answer">${routine.answer}</p>
    ${
      routine.first_contact
        ? html`<div class="box first">
            <h2>${t.firstContact}</h2>
            ${contactLines(routine.first_contact)}
          </div>`
        : nothing
    }
    ${
      routine.steps.length
        ? html`<h2>${t.steps}</h2>
            <ol>
              ${routine.steps.map((step, index) => html`<li><span>${index + 1}.</span><span>${stepText(step)}</span></li>`)}
            </ol>`
        : nothing
    }
    ${
      routine.avoid.length
        ? html`<div class="box avoid">
            <h2>${t.avoid}</h2>
            <ul>
              ${routine.avoid.map((what) => html`<li><span>${what}</span></li>`)}
            </ul>
          </div>`
        : nothing
    }
    ${
      routine.contacts.length
        ? html`<h2>${t.otherContacts}</h2>
            <ul class="contacts">
              ${routine.contacts.map((contact) => html`<li>${contactLines(contact)}</li>`)}
            </ul>`
        : nothing
    }
    ${references(routine)}
    <div class="foot small">
      <p>${origin(routine)}</p>
      ${routine.origin.status_label ? html`<p class="danger">${routine.origin.status_label}</p>` : nothing}
      <p class="line"><span>${onPaper.printed(today)}</span><span>${onPaper.newest(address)}</span></p>
    </div>
  `;
}

function stepText({ text, contact }: Step) {
  return contact?.phone ? html`${text} ${contact.name}: <span class="number">${contact.phone.display}</span>` : text;
}

function contactLines(contact: Contact) {
  const hours = contact.hours.map((line) => `${line.days} ${line.hours}`).join(", ");
  const numbers = contact.phones.map(
    (phone) => html`<span class="number">${phone.display}</span>${phone.name ? ` (${phone.name})` : ""} `,
  );
  return html`<p class="name">${contact.role ? `${contact.role}: ` : ""}${contact.name}</p>
    ${numbers.length ? html`<p>${numbers}</p>` : nothing}
    ${contact.caveat ? html`<p class="small">${contact.caveat}</p>` : nothing}
    ${hours ? html`<p class="small">${hours}</p>` : nothing}
    ${contact.email ? html`<p class="small">${contact.email}</p>` : nothing}`;
}

function references({ laws, sources }: RoutineMessage) {
  if (!laws.length && !sources.length) return nothing;
  return html`<h2>${t.law}</h2>
    <ul class="small">
      ${laws.map((law) => html`<li>${[law.law, law.paragraph].filter(Boolean).join(", ")}</li>`)}
      ${sources.map((source) => html`<li>${source.title}${source.url ? `: ${source.url}` : ""}</li>`)}
    </ul>`;
}

function origin({ origin }: RoutineMessage): string {
  return [
    origin.label,
    t.owner(origin.owner),
    `${t.reviewed} ${origin.reviewed_on}`,
    `${onPaper.reviewBy} ${origin.review_by}`,
  ].join(" · ");
}
