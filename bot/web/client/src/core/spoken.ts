import { offline, t } from "../texts.js";
import type { Contact, Message, Phone } from "./types.js";

/** An answer as a screen reader should hear it: plain sentences, numbers digit by digit, nothing that is folded away. */
export function spoken(messages: readonly Message[]): string {
  return messages.map(sentence).filter(Boolean).join(" ");
}

function sentence(message: Message): string {
  switch (message.type) {
    case "text":
    case "notice":
      return message.text;
    case "emergency":
      return join(message.title, message.text, number(message.phone), ...message.steps, ...message.contacts.map(contact));
    case "routine":
      return join(
        message.title,
        message.urgency_label,
        message.adapted_for,
        message.answer,
        message.first_contact && `${t.firstContact}: ${contact(message.first_contact)}`,
        message.steps.length ? `${t.steps}:` : null,
        ...message.steps.map((step, index) => `${index + 1}. ${step.text}`),
        message.avoid.length ? `${t.avoid}:` : null,
        ...message.avoid,
        message.origin.status_label,
      );
    case "contacts":
      return join(message.title, message.text, ...message.contacts.map(contact));
    case "term":
      return join(message.term, message.definition);
    case "browse":
      return offline.listSpoken(message.groups.reduce((sum, { choices }) => sum + choices.length, 0));
    case "choices":
      return join(message.text || t.choicesSpoken(message.choices.length), ...message.choices.map((choice) => choice.label));
  }
}

function contact(found: Contact): string {
  const first = found.phones[0];
  return join(found.why, found.role, found.name, first ? number(first) : found.caveat, found.open.label);
}

function number(phone: Phone): string {
  return `${t.call} ${phone.spoken}.`;
}

/** Puts a full stop where a part ends without one, so that the reader draws breath. */
function join(...parts: (string | null)[]): string {
  return parts
    .filter((part): part is string => Boolean(part))
    .map((part) => (/[.!?:…]$/.test(part) ? part : `${part}.`))
    .join(" ");
}
