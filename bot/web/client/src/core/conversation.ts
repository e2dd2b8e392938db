import type { Engine } from "../offline/engine.js";
import type { Store } from "../offline/store.js";
import { offline, t } from "../texts.js";
import { type Api, ApiError, NetworkError } from "./api.js";
import type { Answer, Entry, Said } from "./entries.js";
import { failureText, isUnreachable } from "./failure.js";
import type { Session } from "./session.js";
import { spoken } from "./spoken.js";
import type { Context, Feedback, Kind, Message, Organisation, Person, Say, Turn } from "./types.js";

const SLOW_MS = 700;
/** After this the stored routines are offered; when the network was gone a moment ago they come by themselves. */
const LATE_MS = 5000;
const LATE_OFFLINE_MS = 2500;
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
  /** The network is gone and stored routines answer. */
  offline = false;
  startState: "idle" | "starting" | "slow" | "started" | "failed" = "idle";

  #keys = 0;
  /** Counts clearings: what arrives for an earlier era is dropped. */
  #era = 0;
  #starting: Promise<void> | null = null;
  #queue: Promise<void> = Promise.resolve();
  #giveUps = new Map<number, () => void>();
  /** Workplace or profession was changed while the server could not be told. */
  #drifted = false;

  constructor(
    private readonly api: Api,
    private readonly session: Session,
    private readonly person: Person,
    private readonly store: Store,
    private readonly listener: Listener,
  ) {}

  /** Takes up this tab's conversation or begins one, and shows the greeting. Safe to call again. */
  start(): Promise<void> {
    const era = this.#era;
    this.#starting ??= this.#begin(era).catch(async (error: unknown) => {
      const greeted = isUnreachable(error) && (await this.#greetOffline(era));
      if (era === this.#era) {
        this.#starting = null;
        if (!greeted) this.#setStart("failed");
      }
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

  /** No more waiting: the stored routines answer. */
  giveUp(said: Said): void {
    this.#giveUps.get(said.key)?.();
  }

  /** The browser says that the network is gone. */
  async lost(): Promise<void> {
    const engine = await this.store.load(this.#organisationId);
    if (engine && !navigator.onLine) this.#setOffline(true);
  }

  /** Tries the server again. `aloud`: somebody is waiting to hear how it went. */
  async reconnect(aloud = false): Promise<void> {
    if (!this.offline) return;
    try {
      if (this.#greetedOffline) await this.start();
      else await this.api.reach();
      this.#setOffline(false);
      this.listener.speak(offline.back);
    } catch {
      if (aloud) this.listener.speak(offline.still);
    }
  }

  /** Every routine, or the numbers that matter, out of what is stored. */
  showStored(what: "list" | "numbers"): void {
    const engine = this.store.engine;
    if (!engine) return;
    const context = this.context ?? this.#contextOf(engine);
    const messages = what === "list" ? [engine.list(context)] : engine.numbers(context);
    this.#show([...this.entries, this.#stored(what === "list" ? "smalltalk" : "contact", context, messages)]);
    this.listener.speak(spoken(messages));
  }

  /** Forgotten here and on the server at once; then a new greeting. */
  clear(): void {
    this.forget();
    this.#era++;
    this.#starting = null;
    this.context = null;
    this.#drifted = false;
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
    const slow = setTimeout(() => {
      this.#setStart("slow");
      void this.store.load(this.#organisationId);
    }, SLOW_MS);
    const late = setTimeout(() => void this.#greetOffline(era), LATE_MS);
    try {
      const messages = (await this.#resume()) ?? (await this.#fresh(era, this.#who));
      if (era !== this.#era) return;
      this.#setOffline(false);
      this.#greet(messages);
      this.#setStart("started");
    } finally {
      clearTimeout(slow);
      clearTimeout(late);
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
    const before = this.#greetedOffline;
    const greeting: Answer = { kind: "answer", key: before?.key ?? this.#keys++, turn: null, messages };
    this.#show([greeting, ...this.entries.filter((entry) => entry !== before)]);
    if (!before) this.listener.speak(spoken(messages));
  }

  get #greetedOffline(): Answer | undefined {
    return this.entries.find((entry): entry is Answer => entry.kind === "answer" && entry.insteadOf === "greeting");
  }

  /** True when there is something stored to greet with. */
  async #greetOffline(era: number): Promise<boolean> {
    const engine = await this.store.load(this.#organisationId);
    if (!engine || era !== this.#era) return false;
    if (this.startState === "started") return true;
    this.context = this.#contextOf(engine);
    this.organisation ??= engine.organisation;
    const messages = engine.greeting(this.context);
    this.#show([{ kind: "answer", key: this.#keys++, turn: null, messages, insteadOf: "greeting" }, ...this.entries]);
    this.#setStart("started");
    this.#setOffline(true);
    this.listener.speak(spoken(messages));
    return true;
  }

  #contextOf(engine: Engine): Context {
    return engine.context(this.#who.unit, this.#who.role);
  }

  get #organisationId(): string {
    return this.context?.organisation ?? this.person.organisation ?? "";
  }

  /** The person with what they have chosen since. */
  get #who(): Person {
    return { ...this.person, unit: this.context?.unit?.id ?? this.person.unit, role: this.context?.role?.id ?? this.person.role };
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
    const late = setTimeout(() => void this.#late(said, era), this.offline ? LATE_OFFLINE_MS : LATE_MS);
    const givenUp = new Promise<never>((_, reject) => this.#giveUps.set(said.key, () => reject(new NetworkError())));
    try {
      const answer = await Promise.race([this.#ask(said.say, era), givenUp]);
      if (era !== this.#era || !answer) return;
      this.#setOffline(false);
      mark("answered");
      this.#answer(said.key, answer);
    } catch (error) {
      if (era !== this.#era || (isUnreachable(error) && (await this.#answerStored(said, era)))) return;
      const failure = failureText(error);
      mark("failed", failure);
      this.listener.speak(failure);
    } finally {
      clearTimeout(slow);
      clearTimeout(late);
      this.#giveUps.delete(said.key);
    }
  }

  async #late(said: Said, era: number): Promise<void> {
    const engine = await this.store.load(this.#organisationId);
    if (!engine || era !== this.#era || !this.#giveUps.has(said.key)) return;
    if (this.offline) this.giveUp(said);
    else {
      this.#mark(said.key, "late", null);
      this.listener.speak(offline.late);
    }
  }

  /** True when the stored routines have answered, or it was told that they cannot. */
  async #answerStored(said: Said, era: number): Promise<boolean> {
    const engine = await this.store.load(this.#organisationId);
    if (era !== this.#era) return true;
    if (!engine) return false;
    this.#setOffline(true);
    const before = this.context ?? this.#contextOf(engine);
    const found = engine.answer(said.say, before);
    if (!found) return false;
    this.#drifted ||= found.context !== before;
    this.context = found.context;
    // a stored routine is the very one that the button asks for; a question deserves to be sent when it can be
    const asked = "text" in said.say;
    this.#mark(said.key, asked ? "failed" : "answered", asked ? offline.notSent : null);
    this.#put({ ...this.#stored(found.kind, found.context, found.messages), insteadOf: said.key }, said.key);
    this.listener.speak(spoken(found.messages));
    return true;
  }

  #stored(kind: Kind, context: Context, messages: readonly Message[]): Answer {
    const outcome = { kind, routine: null, reason: null, urgent: kind === "acute", simplified: true };
    return { kind: "answer", key: this.#keys++, turn: { turn: "", outcome, context, messages: [...messages] }, messages };
  }

  async #ask(say: Say, era: number): Promise<{ turn: Turn; messages: readonly Message[] } | null> {
    await this.start();
    if (this.#drifted) await this.#catchUp(era);
    if (era !== this.#era) return null;
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
    await this.#fresh(era, this.#who);
    if (era !== this.#era) return null;
    const turn = await this.api.say(this.#id, say);
    return { turn, messages: [{ type: "notice", level: "info", text: t.forgotten }, ...turn.messages] };
  }

  /** What was chosen without the server is what a new conversation begins with. */
  async #catchUp(era: number): Promise<void> {
    const who = this.#who;
    const old = this.session.id;
    await this.#fresh(era, who);
    this.#drifted = false;
    if (old) this.api.forget(old);
  }

  /** Below the words it answers, also when more has been written since. */
  #answer(key: number, { turn, messages }: { turn: Turn; messages: readonly Message[] }): void {
    this.context = turn.context;
    this.#put({ kind: "answer", key: this.#keys++, turn, messages }, key);
    this.listener.speak(spoken(messages));
  }

  /** In the place of what was found without the network. */
  #put(answer: Answer, key: number): void {
    const entries = this.entries.filter((entry) => entry.kind === "said" || entry.insteadOf !== key);
    const at = entries.findIndex((entry) => entry.key === key) + 1;
    this.#show([...entries.slice(0, at), answer, ...entries.slice(at)]);
  }

  #setOffline(offline: boolean): void {
    if (offline === this.offline) return;
    this.offline = offline;
    this.listener.changed();
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
