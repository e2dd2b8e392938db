import { t } from "../texts.js";
import { type Api, ApiError } from "./api.js";
import type { Answer, Entry, Said } from "./entries.js";
import { failureText } from "./failure.js";
import type { Session } from "./session.js";
import { spoken } from "./spoken.js";
import type { Context, Feedback, Message, Organisation, Person, Say, Turn } from "./types.js";

const SLOW_MS = 700;
const BEGIN_ANEW: Say = { choice: "borja_om" };

interface Listener {
  changed(): void;
  speak(text: string): void;
}

/** One conversation as the screen shows it. Messages are sent one at a time, in the order they were written. */
export class Conversation {
  entries: readonly Entry[] = [];
  context: Context | null = null;
  organisation: Organisation | null = null;
  startState: "idle" | "starting" | "slow" | "started" | "failed" = "idle";

  #keys = 0;
  /** Counts clearings: what arrives for an earlier era is dropped. */
  #era = 0;
  #starting: Promise<void> | null = null;
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly api: Api,
    private readonly session: Session,
    private readonly person: Person,
    private readonly listener: Listener,
  ) {}

  /** Takes up this tab's conversation or begins one, and shows the greeting. Safe to call again. */
  start(): Promise<void> {
    this.#starting ??= this.#begin(this.#era).catch((error: unknown) => {
      this.#starting = null;
      this.#setStart("failed");
      throw error;
    });
    return this.#starting;
  }

  say(say: Say, text: string): void {
    const said: Said = { kind: "said", key: this.#keys++, text, say, state: "sending", failure: null };
    this.#show([...this.entries, said]);
    this.#deliver(said);
  }

  /** A line of the interface's own, shown and said. */
  tell(text: string): void {
    const notice: Message = { type: "notice", level: "info", text };
    this.#show([...this.entries, { kind: "answer", key: this.#keys++, turn: null, messages: [notice] }]);
    this.listener.speak(text);
  }

  retry(said: Said): void {
    this.#deliver(said);
  }

  /** Forgotten here and on the server at once; then a new greeting. */
  clear(): void {
    this.forget();
    this.#era++;
    this.#starting = null;
    this.context = null;
    this.#queue = Promise.resolve();
    this.#show([]);
    this.listener.speak(t.cleared);
    this.start().catch(() => undefined);
  }

  forget(): void {
    const id = this.session.id;
    this.session.id = null;
    if (id) this.api.forget(id);
  }

  feedback(feedback: Feedback): Promise<void> {
    return this.api.feedback(this.#id, feedback);
  }

  previewGap(turn: string): Promise<string> {
    return this.api.previewGap(this.#id, turn);
  }

  sendGap(turn: string): Promise<void> {
    return this.api.sendGap(this.#id, turn);
  }

  get #id(): string {
    return this.session.id ?? "";
  }

  async #begin(era: number): Promise<void> {
    this.#setStart("starting");
    const slow = setTimeout(() => this.#setStart("slow"), SLOW_MS);
    try {
      const messages = (await this.#resume()) ?? (await this.#fresh(era, this.person));
      if (era !== this.#era) return;
      this.#greet(messages);
      this.#setStart("started");
    } finally {
      clearTimeout(slow);
    }
  }

  /** After a reload the log is empty, so the conversation starts over under its old id. Null when the server has forgotten it. */
  async #resume(): Promise<readonly Message[] | null> {
    const id = this.session.id;
    if (!id) return null;
    try {
      const turn = await this.api.say(id, BEGIN_ANEW);
      this.context = turn.context;
      await this.#findOrganisation(turn.context.organisation);
      const label = this.organisation?.status_label;
      return label ? [{ type: "notice", level: "warning", text: label }, ...turn.messages] : turn.messages;
    } catch (error) {
      if (!isForgotten(error)) throw error;
      this.session.id = null;
      return null;
    }
  }

  async #fresh(era: number, person: Person): Promise<readonly Message[]> {
    const started = await this.api.start(person);
    if (era !== this.#era) {
      this.api.forget(started.id);
      return [];
    }
    this.session.id = started.id;
    this.context = started.context ?? { organisation: started.organisation, unit: null, role: null };
    void this.#findOrganisation(started.organisation);
    return started.greeting;
  }

  /** Names for the context bar. Doing without them is better than an error. */
  async #findOrganisation(id: string): Promise<void> {
    if (this.organisation?.id === id) return;
    this.organisation = await this.api.organisation(id).catch(() => null);
    this.listener.changed();
  }

  #greet(messages: readonly Message[]): void {
    const greeting: Answer = { kind: "answer", key: this.#keys++, turn: null, messages };
    this.#show([greeting, ...this.entries]);
    this.listener.speak(spoken(messages));
  }

  #deliver(said: Said): void {
    this.#queue = this.#queue.then(() => this.#exchange(said, this.#era));
  }

  async #exchange(said: Said, era: number): Promise<void> {
    if (era !== this.#era) return;
    const mark = (state: Said["state"], failure: string | null = null) => this.#mark(said.key, state, failure);
    mark("sending");
    const slow = setTimeout(() => {
      if (era !== this.#era) return;
      mark("slow");
      this.listener.speak(t.searching);
    }, SLOW_MS);
    try {
      const answer = await this.#ask(said.say, era);
      if (era !== this.#era || !answer) return;
      mark("answered");
      this.#answer(said.key, answer);
    } catch (error) {
      if (era !== this.#era) return;
      const failure = failureText(error);
      mark("failed", failure);
      this.listener.speak(failure);
    } finally {
      clearTimeout(slow);
    }
  }

  async #ask(say: Say, era: number): Promise<{ turn: Turn; messages: readonly Message[] } | null> {
    await this.start();
    try {
      const turn = await this.api.say(this.#id, say);
      return { turn, messages: turn.messages };
    } catch (error) {
      if (!isForgotten(error)) throw error;
      return this.#askAnew(say, era);
    }
  }

  /** The server had forgotten the conversation: a new one for the same workplace, and the same words again. */
  async #askAnew(say: Say, era: number): Promise<{ turn: Turn; messages: readonly Message[] } | null> {
    this.session.id = null;
    const unit = this.context?.unit?.id ?? this.person.unit;
    const role = this.context?.role?.id ?? this.person.role;
    await this.#fresh(era, { ...this.person, unit, role });
    if (era !== this.#era) return null;
    const turn = await this.api.say(this.#id, say);
    return { turn, messages: [{ type: "notice", level: "info", text: t.forgotten }, ...turn.messages] };
  }

  /** Below the words it answers, also when more has been written since. */
  #answer(key: number, { turn, messages }: { turn: Turn; messages: readonly Message[] }): void {
    const answer: Answer = { kind: "answer", key: this.#keys++, turn, messages };
    const at = this.entries.findIndex((entry) => entry.key === key) + 1;
    this.context = turn.context;
    this.#show([...this.entries.slice(0, at), answer, ...this.entries.slice(at)]);
    this.listener.speak(spoken(messages));
  }

  #mark(key: number, state: Said["state"], failure: string | null): void {
    this.#show(this.entries.map((entry) => (entry.key === key && entry.kind === "said" ? { ...entry, state, failure } : entry)));
  }

  #setStart(state: Conversation["startState"]): void {
    this.startState = state;
    this.listener.changed();
  }

  #show(entries: readonly Entry[]): void {
    this.entries = entries;
    this.listener.changed();
  }
}

function isForgotten(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}
