import type { Choice, Context, Kind, Message, Named, Organisation, Say } from "../core/types.js";
import { offline } from "../texts.js";
import { Cards } from "./cards.js";
import { Danger } from "./danger.js";
import type { KeptRoutine, OfflineFile } from "./file.js";
import { namedIn } from "./names.js";
import { Search } from "./search.js";

/** A score, and a lead over the next, at which seven routines of eight are the right one (tests/browser/test_offline_words.py). */
const SURE = 0.55;
const LEAD = 0.08;
/** Below it a routine shares too little with the question to be worth showing. */
const SOMETHING = 0.35;
const OFFERED = 5;
const BESIDE = 2;

export interface OfflineAnswer {
  kind: Kind;
  context: Context;
  messages: Message[];
}

/** Answers from the offline file alone. Built as a script of its own, loaded when there is time. */
export class Engine {
  readonly #search: Search;
  readonly #danger: Danger;
  readonly #routines: Map<string, KeptRoutine>;

  /** `savedOn` is when the file came, as far as that is known. */
  constructor(
    private readonly file: OfflineFile,
    private readonly savedOn: Date | null,
  ) {
    this.#search = new Search(file.index, file.routines);
    this.#danger = new Danger(file.index);
    this.#routines = new Map(file.routines.map((routine) => [routine.card.id, routine]));
  }

  /** Names for the context bar. */
  get organisation(): Organisation {
    return { ...this.file.organisation, emergency: [], onward: [] };
  }

  context(unit: string | null, role: string | null): Context {
    const named = (list: readonly Named[], id: string | null) => {
      const found = list.find((one) => one.id === id);
      return found ? { id: found.id, name: found.name } : null;
    };
    const { id, units, roles } = this.file.organisation;
    return { organisation: id, unit: named(units, unit), role: named(roles, role) };
  }

  greeting(context: Context): Message[] {
    const usable = this.file.greeting.map((message) =>
      message.type === "choices"
        ? { ...message, choices: message.choices.filter(({ choice }) => this.#routineOf(choice)) }
        : message,
    );
    return [...usable, this.#cards(context).onward()];
  }

  /** 112, who is on duty, and whom to ask. */
  numbers(context: Context): Message[] {
    const cards = this.#cards(context);
    return [cards.emergency(), cards.onward()];
  }

  /** Every routine by how urgent it is, in alphabetical order. */
  list(context: Context): Message {
    const cards = this.#cards(context);
    const shown = this.file.routines.map((routine) => cards.routine(routine));
    const groups = (["nu", "idag", "planera"] as const).flatMap((urgency) => {
      const routines = shown.filter((routine) => routine.urgency === urgency);
      const title = routines[0]?.urgency_label;
      routines.sort((one, other) => one.title.localeCompare(other.title, "sv"));
      return title ? [{ title, choices: routines.map(({ id, title: label }) => ({ choice: `rutin:${id}`, label })) }] : [];
    });
    return { type: "browse", groups };
  }

  /** Null for a button that only the server knows. */
  answer(say: Say, context: Context): OfflineAnswer | null {
    return "text" in say ? this.#question(say.text, context) : this.#pressed(say.choice, context);
  }

  #pressed(choice: string, context: Context): OfflineAnswer | null {
    const routine = this.#routineOf(choice);
    if (routine) return this.#with("answer", context, [this.#notice(), this.#cards(context).routine(routine)]);
    const [kind, id = ""] = choice.split(":");
    if (kind === "borja_om") return this.#with("smalltalk", context, this.greeting(context));
    if (kind !== "enhet" && kind !== "roll") return null;
    const changed = kind === "enhet" ? this.context(id, context.role?.id ?? null) : this.context(context.unit?.id ?? null, id);
    const name = (kind === "enhet" ? changed.unit : changed.role)?.name;
    return name ? this.#with("smalltalk", changed, [{ type: "text", text: offline.showsFor(name) }]) : null;
  }

  #question(text: string, context: Context): OfflineAnswer {
    const cards = this.#cards(context);
    const danger = this.#danger.found(text);
    const before = [danger ? cards.emergency() : this.file.emergency_line, this.#notice()];
    const { kind, messages } = this.#named(text, cards) ?? this.#found(text, cards);
    return this.#with(danger ? "acute" : kind, context, [...before, ...messages]);
  }

  #named(text: string, cards: Cards): { kind: Kind; messages: Message[] } | null {
    const found = namedIn(text, this.file.index);
    if (!found) return null;
    if (found.kind === "begrepp") {
      const term = this.file.terms.find(({ id }) => id === found.ids[0]);
      return term ? { kind: "term", messages: [term] } : null;
    }
    const contacts = cards.contacts(found.ids);
    return contacts ? { kind: "contact", messages: [contacts] } : null;
  }

  #found(text: string, cards: Cards): { kind: Kind; messages: Message[] } {
    const hits = this.#search.find(text).filter(({ score }) => score >= SOMETHING);
    const [first, second] = hits;
    const offered = (from: number, most: number): Choice[] =>
      hits.slice(from, from + most).map(({ routine: { card } }) => ({ choice: `rutin:${card.id}`, label: card.title }));
    if (!first) return { kind: "redirect", messages: [{ type: "text", text: offline.nothing }, cards.onward()] };
    const leads = first.score >= SURE && first.score - (second?.score ?? 0) >= LEAD;
    if (!leads && !first.titled) {
      const choices: Message = { type: "choices", text: this.file.texts.clarify, choices: offered(0, OFFERED) };
      return { kind: "clarify", messages: [choices, cards.onward()] };
    }
    const messages: Message[] = [cards.routine(first.routine)];
    if (second) messages.push({ type: "choices", text: offline.orOne, choices: offered(1, BESIDE) });
    return { kind: "answer", messages };
  }

  #with(kind: Kind, context: Context, messages: Message[]): OfflineAnswer {
    return { kind, context, messages };
  }

  #cards(context: Context): Cards {
    return new Cards(this.file, context, new Date());
  }

  #notice(): Message {
    return { type: "notice", level: "warning", text: offline.notice(this.savedOn) };
  }

  #routineOf(choice: string): KeptRoutine | undefined {
    return choice.startsWith("rutin:") ? this.#routines.get(choice.slice("rutin:".length)) : undefined;
  }
}
