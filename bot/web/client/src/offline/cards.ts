import type { Contact, Context, ContactsMessage, EmergencyMessage, Phone, RoutineMessage, Step } from "../core/types.js";
import type { KeptRoutine, KeptStep, OfflineFile, Reference, Shown } from "./file.js";
import { isoDay, openState, say, wallTime } from "./hours.js";

const EMERGENCY = "sos-112";

/** What the server would have shown, made of the file: for this person, at this moment. A test compares them card by card. */
export class Cards {
  readonly #wall: number;

  constructor(
    private readonly file: OfflineFile,
    private readonly context: Context,
    now: Date,
  ) {
    this.#wall = wallTime(now);
  }

  routine(routine: KeptRoutine): RoutineMessage {
    const { shown, adaptedFor } = this.#forPerson(routine);
    const { card } = shown;
    const [first = null, ...rest] = this.#ordered(this.#routineReferences(shown), card.urgency);
    return {
      type: "routine",
      ...card,
      adapted_for: adaptedFor,
      first_contact: first,
      steps: shown.steps.map((step) => this.#step(step)),
      contacts: rest,
      origin: { ...card.origin, overdue: card.origin.review_by < isoDay(this.#wall) },
    };
  }

  contacts(names: readonly string[]): ContactsMessage | null {
    const references = this.#resolve(names);
    const contacts = this.#afterHours(references) ?? references.map((reference) => this.#contact(reference));
    if (!contacts.length) return null;
    const { contact, contacts: several } = this.file.texts;
    return { type: "contacts", title: contacts.length === 1 ? contact : several, text: null, contacts };
  }

  onward(): ContactsMessage {
    const contacts = this.#ordered(this.#resolve(this.file.onward), "idag");
    return { type: "contacts", title: this.file.texts.onward, text: null, contacts };
  }

  emergency(): EmergencyMessage {
    const duty = this.#ordered(this.#resolve(this.file.duty), "nu").filter((contact) => contact.id !== EMERGENCY);
    return { ...this.file.emergency, contacts: duty.slice(0, 1) };
  }

  /** Beside a single contact that was asked for: who answers when it has closed, the open one first. */
  #afterHours([asked, ...more]: readonly Reference[]): Contact[] | null {
    const after = asked && !more.length ? this.#reference(this.file.after_hours[asked.contact] ?? "") : null;
    if (!asked || !after) return null;
    const why = say(this.file.texts.after_hours, { namn: this.file.contacts[asked.contact]?.view.name ?? "" });
    return this.#ordered([asked, { ...after, why: after.why ?? why }], "idag");
  }

  #forPerson(routine: KeptRoutine): { shown: Shown; adaptedFor: string | null } {
    const unit = this.file.organisation.units.find(({ id }) => id === this.context.unit?.id);
    const [number, adaptedFor] = routine.people[`${this.context.role?.id ?? ""}|${unit?.kind ?? ""}`] ?? [-1, null];
    const variant = routine.variants[number];
    if (!variant) return { shown: routine, adaptedFor };
    return { shown: { ...routine, ...variant, card: { ...routine.card, ...variant.card } }, adaptedFor };
  }

  #step({ text, contact, routine, local }: KeptStep): Step {
    const found = contact ? this.#reference(contact) : null;
    const view = found ? this.file.contacts[found.contact]?.view : undefined;
    const shown =
      view && !view.missing ? { id: view.id, name: view.name, phone: (view.phones[0] as Phone | undefined) ?? null } : null;
    return { text, contact: shown, routine, local };
  }

  /** Where only 112 is left, the onward chain comes before it: 112 is not whom one asks about a report to be written. */
  #routineReferences({ card, contacts }: Shown): Reference[] {
    const found = this.#resolve(contacts);
    if (!contacts.length || card.urgency === "nu" || found.some(({ contact }) => contact !== EMERGENCY)) return found;
    return [...this.#resolve(this.file.onward), ...found];
  }

  #reference(name: string): Reference | null {
    const own = this.file.unit_references[this.context.unit?.id ?? ""]?.[name];
    return own === undefined ? (this.file.references[name] ?? null) : own;
  }

  /** In the order given, each once. */
  #resolve(names: readonly string[]): Reference[] {
    const found = new Map<string, Reference>();
    for (const name of names) {
      const reference = this.#reference(name);
      if (reference && !found.has(reference.contact)) found.set(reference.contact, reference);
    }
    return [...found.values()];
  }

  #contact({ contact, role, why }: Reference): Contact {
    const kept = this.file.contacts[contact];
    if (!kept) throw new Error(contact);
    return { ...kept.view, role, why, open: openState(kept, this.#wall, this.file) };
  }

  /** The first that is open is moved up when the first is closed, and says why. */
  #ordered(references: readonly Reference[], urgency: RoutineMessage["urgency"]): Contact[] {
    const last = ({ contact }: Reference) => (urgency !== "nu" && contact === EMERGENCY ? 1 : 0);
    const contacts = references.toSorted((one, other) => last(one) - last(other)).map((reference) => this.#contact(reference));
    const first = contacts[0];
    if (!first || (first.open.state !== "closed" && !first.missing)) return contacts;
    const open = contacts.findIndex((contact, index) => index > 0 && this.#mayStandFirst(contact, urgency));
    const moved = contacts[open];
    if (!moved) return contacts;
    return [{ ...moved, why: say(this.file.texts.moved, { namn: first.name }) }, ...contacts.toSpliced(open, 1)];
  }

  #mayStandFirst(contact: Contact, urgency: RoutineMessage["urgency"]): boolean {
    if (!["open", "always"].includes(contact.open.state) || !contact.phones.length) return false;
    if (contact.id === EMERGENCY) return urgency === "nu";
    return urgency !== "planera" || contact.local;
  }
}
