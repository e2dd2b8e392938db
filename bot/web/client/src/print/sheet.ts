import { html, nothing } from "lit";
import { contactName } from "../core/contact-name.js";
import type { Contact, RoutineMessage, Step } from "../core/types.js";
import { onPaper, t } from "../texts.js";

export interface Where {
  organisation: string;
  /** Where the newest version can be read. */
  address: string;
}

/** A routine on paper: what to do and whom to call, with opening hours instead of "open now", and who answers for it. */
export function sheet(routine: RoutineMessage, { organisation, address }: Where) {
  // one that stands first only for being open at this hour must not do so alone: paper is read at other hours
  const first = [routine.first_contact, ...(routine.first_contact?.why ? routine.contacts.slice(0, 1) : [])].filter(
    (found) => found !== null,
  );
  const others = routine.contacts.filter((contact) => !first.includes(contact));
  const today = new Date().toLocaleDateString("sv-SE");
  return html`
    <p class="head"><span>${onPaper.from(organisation)}</span><span class="danger">${onPaper.danger}</span></p>
    <h1>${routine.title}</h1>
    <p class="urgency">${[routine.urgency_label, routine.adapted_for].filter(Boolean).join(" · ")}</p>
    <p class="answer">${routine.answer}</p>
    ${
      first.length
        ? html`<div class="box first">
            <h2>${t.firstContact}</h2>
            ${first.map(contactLines)}
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
      others.length
        ? html`<h2>${t.otherContacts}</h2>
            <ul class="contacts">
              ${others.map((contact) => html`<li>${contactLines(contact)}</li>`)}
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

/** The number, unless the step says it already. */
function stepText({ text, contact }: Step) {
  const number = contact?.phone?.display;
  return number && !text.includes(number) ? html`${text} ${t.call} <span class="number">${number}</span>.` : text;
}

function contactLines(contact: Contact) {
  const numbers = contact.phones.map(
    (phone) => html` <span class="number">${phone.display}</span>${phone.name ? ` (${phone.name})` : ""}`,
  );
  const more = [openHours(contact), contact.email, contact.caveat].filter(Boolean).join(" · ");
  return html`<p><span class="name">${contactName(contact)}</span>${numbers}</p>
    ${more ? html`<p class="small">${more}</p>` : nothing}`;
}

/** Days without hours are closed; paper has no room for saying so. */
function openHours({ hours }: Contact): string {
  const timed = hours.filter((line) => /\d/.test(line.hours));
  return (timed.length ? timed : hours).map((line) => `${line.days} ${line.hours}`).join(", ");
}

function references({ laws, sources }: RoutineMessage) {
  if (!laws.length && !sources.length) return nothing;
  return html`<h2>${t.law}</h2>
    <p class="tiny">${laws.map((law) => [law.law, law.paragraph].filter(Boolean).join(", ")).join("; ")}</p>
    <ul class="sources tiny">
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
