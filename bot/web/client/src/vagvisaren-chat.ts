import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { Api } from "./core/api.js";
import { Conversation } from "./core/conversation.js";
import type { Entry, Said } from "./core/entries.js";
import { HOME } from "./core/embed.js";
import type { ChooseEvent, PrintEvent, SpeakEvent } from "./core/events.js";
import { keepToOurselves } from "./core/keep.js";
import { leave } from "./core/leave.js";
import { Session } from "./core/session.js";
import { onThreeShifts } from "./core/shift.js";
import type { Choice, Feedback, RoutineMessage } from "./core/types.js";
import { followKeyboard, isTouch, wantsCalm } from "./core/viewport.js";
import { armour } from "./look/armour.js";
import { base } from "./look/base.js";
import { brandSheet, chosenColours } from "./look/brand.js";
import { buttons } from "./look/buttons.js";
import { frame } from "./look/frame.js";
import { mark } from "./look/icons.js";
import { registerTextSize } from "./look/text-size.js";
import { tokens } from "./look/tokens.js";
import { widget } from "./look/widget.js";
import type { Choices } from "./parts/choices.js";
import type { Composer } from "./parts/composer.js";
import "./parts/composer.js";
import "./parts/context-bar.js";
import type { GapDialog } from "./parts/gap-dialog.js";
import "./parts/gap-dialog.js";
import type { Log } from "./parts/log.js";
import "./parts/log.js";
import type { Speech } from "./parts/speech.js";
import "./parts/speech.js";
import "./parts/top-bar.js";
import { onPrint, printRoutine } from "./print/print.js";
import type { Where } from "./print/sheet.js";
import "./offline/banner.js";
import { keepPage } from "./offline/keeper.js";
import { Store } from "./offline/store.js";
import { t } from "./texts.js";

const NARROW = "(max-width: 600px), (max-height: 480px)";
const SEND_ON = "gap:";
const MARGIN_PX = 16;
const RECONNECT_MS = 15_000;

/**
 * The whole of it. `mode="widget"` is a button that opens a panel, `position` ("right" or "left") its corner; `mode="page"` fills the page.
 * `organisation`, `unit` and `role` are ids that the page may know; `api` is the address of the app when it is another than the script's;
 * `exit-url` is where the quick exit leads; `primary` and `on-primary` are a colour pair. docs/embedding.md tells it all.
 */
@customElement("vagvisaren-chat")
export class VagvisarenChat extends LitElement {
  static override styles = [tokens, base, buttons, frame, widget, armour];

  @property({ reflect: true }) mode: "page" | "widget" = "widget";
  @property() organisation = "";
  @property({ attribute: "organisation-name" }) organisationName = "";
  @property() unit = "";
  @property() api = "";
  @property() primary = "";
  @property({ attribute: "on-primary" }) onPrimary = "";
  @property({ attribute: "exit-url" }) exitUrl = "https://www.1177.se";
  @state() private open = false;
  #staffRole = "";

  @query(".corner") private corner!: HTMLElement | null;
  @query("dialog.panel") private panel!: HTMLDialogElement | null;
  @query(".launcher") private launcher!: HTMLButtonElement | null;
  @query(".scroll") private scroller!: HTMLElement | null;
  @query("vv-log") private log!: Log | null;
  @query("vv-speech") private speech!: Speech | null;
  @query("vv-composer") private composer!: Composer | null;
  @query("vv-gap-dialog") private gap!: GapDialog | null;

  #conversation: Conversation | null = null;
  #store: Store | null = null;
  #seen: readonly Entry[] = [];
  #stop: (() => void)[] = [];
  #brand: CSSStyleSheet | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.lang) this.lang = "sv";
    this.#staffRole ||= this.getAttribute("role") ?? "";
    // a profession is no ARIA role: it must not stay where assistive technology reads it
    this.removeAttribute("role");
    registerTextSize();
    const narrow = matchMedia(NARROW);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const again = () => this.#place();
    narrow.addEventListener("change", again);
    dark.addEventListener("change", this.#colour);
    this.#stop = [
      onThreeShifts(() => (this.mode === "page" || this.open) && this.#leave()),
      followKeyboard(this),
      () => narrow.removeEventListener("change", again),
      () => dark.removeEventListener("change", this.#colour),
      this.#followNetwork(),
    ];
    if (this.mode === "page") this.#stop.push(onPrint(() => this.#toPrint()));
    if (this.hasUpdated) this.#rise();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stop) stop();
  }

  protected override firstUpdated(): void {
    if (this.mode === "page") this.#start();
    else keepToOurselves(this.renderRoot as ShadowRoot);
    this.#rise();
    const context = this.renderRoot.querySelector<HTMLElement>(".context");
    if (context) new ResizeObserver(() => this.#leaveRoomFor(context)).observe(context);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("open") && this.mode === "widget") this.#place();
    if (changed.has("primary") || changed.has("onPrimary")) this.#colour();
    const entries = this.#talk.entries;
    if (entries !== this.#seen) void this.#lookAtNewest(entries);
  }

  protected override render() {
    if (this.mode === "page") return this.#frame();
    return html`
      <div class="corner" popover="manual">
        <button
          class="launcher"
          type="button"
          aria-expanded=${this.open}
          aria-controls="panel"
          ?hidden=${this.open}
          @click=${this.#openPanel}
        >
          ${mark}${t.open}
        </button>
        <dialog class="panel" id="panel" aria-label=${t.name} tabindex="-1" @keydown=${this.#keydown} @cancel=${this.#cancel}>
          ${this.#frame()}
        </dialog>
      </div>
    `;
  }

  #frame() {
    const page = this.mode === "page";
    const talk = this.#talk;
    return html`<div class="frame ${this.mode}" @vv-choose=${this.#choose} @vv-speak=${this.#speak} @vv-print=${this.#print}>
      <div class="top" role=${page ? "banner" : nothing}>
        <vv-top-bar ?page=${page} ?closable=${!page} .leave=${this.#leave} .close=${this.#closePanel}>
          <slot name="logo" slot="logo">${mark}</slot>
        </vv-top-bar>
      </div>
      <div class="main" role=${page ? "main" : nothing}>
        <div class="scroll" role="region" tabindex="0" aria-label=${t.scroller}>
          <div class="context">
            ${
              talk.offline
                ? html`<vv-offline-banner
                    class="column"
                    .list=${() => talk.showStored("list")}
                    .numbers=${() => talk.showStored("numbers")}
                    .retry=${() => talk.reconnect(true)}
                  ></vv-offline-banner>`
                : nothing
            }
            <vv-context-bar
              class="column"
              name=${this.organisationName}
              .context=${talk.context}
              .organisation=${talk.organisation}
              .choose=${this.#say}
              .clear=${this.#clear}
            ></vv-context-bar>
          </div>
          <div class="column talk">
            ${this.#startState()}
            <vv-log
              .entries=${talk.entries}
              .retry=${this.#retry}
              .giveUp=${this.#giveUp}
              .sendFeedback=${this.#feedback}
            ></vv-log>
          </div>
          <p class="column foot">
            <a href=${`${this.#where.address}/tillganglighet`} target=${page ? nothing : "_blank"}>${t.accessibility}</a>
          </p>
        </div>
        <div class="compose">
          <vv-composer class="column" .send=${this.#write}></vv-composer>
        </div>
        <vv-speech></vv-speech>
        <vv-gap-dialog .preview=${this.#preview} .send=${this.#sendGap}></vv-gap-dialog>
      </div>
    </div>`;
  }

  #startState() {
    const state = this.#talk.startState;
    if (state === "slow") return html`<p class="state">${t.starting}</p>`;
    if (state !== "failed") return nothing;
    return html`<div class="state">
      <p>${t.startFailed}</p>
      <button class="button" type="button" @click=${this.#start}>${t.tryAgain}</button>
    </div>`;
  }

  get #talk(): Conversation {
    this.#conversation ??= new Conversation(
      new Api(this.#home),
      new Session(),
      { organisation: this.organisation || null, unit: this.unit || null, role: this.#staffRole || null },
      this.#storage,
      { changed: () => this.requestUpdate(), speak: (text) => this.speech?.say(text) },
    );
    return this.#conversation;
  }

  get #home(): string {
    return this.api ? this.api.replace(/\/$/, "") : HOME;
  }

  get #storage(): Store {
    return (this.#store ??= new Store(this.#home));
  }

  #start = (): void => {
    this.#talk.start().then(this.#keep, () => this.#talk.startState === "failed" && this.speech?.say(t.startFailed));
  };

  /** Once there is an answer on the screen there is time to prepare for a day without a network. */
  #keep = async (): Promise<void> => {
    const organisation = this.#talk.context?.organisation;
    if (!organisation || this.#storage.engine) return;
    await this.#storage.load(organisation);
    if (this.mode === "page") await keepPage(this.#home, [Store.script, this.#storage.fileOf(organisation)]);
  };

  #followNetwork(): () => void {
    const lost = () => void this.#talk.lost();
    const found = () => void this.#talk.reconnect();
    const every = setInterval(() => document.visibilityState === "visible" && found(), RECONNECT_MS);
    addEventListener("offline", lost);
    addEventListener("online", found);
    return () => {
      clearInterval(every);
      removeEventListener("offline", lost);
      removeEventListener("online", found);
    };
  }

  #write = (text: string): void => this.#talk.say({ text }, text);

  #say = ({ choice, label }: Choice): void => this.#talk.say({ choice }, label);

  #retry = (said: Said): void => this.#talk.retry(said);

  #giveUp = (said: Said): void => this.#talk.giveUp(said);

  #clear = (): void => {
    this.composer?.reset();
    this.#talk.clear();
  };

  #feedback = (feedback: Feedback): Promise<void> => this.#talk.feedback(feedback);

  #preview = (turn: string): Promise<string> => this.#talk.previewGap(turn);

  #sendGap = (turn: string): Promise<void> => this.#talk.sendGap(turn);

  #leave = (): void => leave(this.exitUrl, () => this.#talk.forget());

  /** What gets focus is not scrolled in under the line with the workplace. */
  #leaveRoomFor(context: HTMLElement): void {
    const covers = getComputedStyle(context).position === "sticky";
    if (this.scroller) this.scroller.style.scrollPaddingTop = covers ? `${context.offsetHeight + 8}px` : "";
  }

  /** Above whatever the page has; only while it is in the page. */
  #rise(): void {
    const corner = this.corner;
    if (corner?.isConnected && "popover" in corner && !corner.matches(":popover-open")) corner.showPopover();
  }

  #colour = (): void => {
    const root = this.renderRoot as ShadowRoot;
    const { primary, onPrimary } = chosenColours(this);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(brandSheet(root, primary, onPrimary, (text) => console.warn(text)) ?? "");
    root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((found) => found !== this.#brand), sheet];
    this.#brand = sheet;
  };

  #print(event: PrintEvent): void {
    event.stopPropagation();
    printRoutine(event.routine, this.#where);
  }

  #toPrint(): { routine: RoutineMessage; where: Where } | null {
    const messages = this.#talk.entries.flatMap((entry) => (entry.kind === "answer" ? entry.messages : []));
    const routine = messages.findLast((message) => message.type === "routine");
    return routine ? { routine, where: this.#where } : null;
  }

  get #where(): Where {
    const { organisation, context } = this.#talk;
    const id = organisation?.id ?? context?.organisation ?? this.organisation;
    const name = organisation?.name ?? (this.organisationName || id);
    return { organisation: [name, context?.unit?.name].filter(Boolean).join(", "), address: this.#home + (id ? `/o/${id}` : "") };
  }

  #speak(event: SpeakEvent): void {
    event.stopPropagation();
    this.speech?.say(event.text);
  }

  #choose(event: ChooseEvent): void {
    event.stopPropagation();
    const { choice } = event.choice;
    if (choice.startsWith(SEND_ON)) this.#openGap(event, choice);
    else this.#say(event.choice);
  }

  #openGap(event: ChooseEvent, choice: string): void {
    event.preventDefault();
    const source = event.composedPath()[0] as Choices;
    void this.gap?.open(choice.slice(SEND_ON.length), () => {
      source.markUsed(choice);
      this.#talk.tell(t.gapSent);
    });
  }

  /** An answer is shown from its beginning, what the person wrote down to its end. Focus stays where it was. */
  async #lookAtNewest(entries: readonly Entry[]): Promise<void> {
    const seen = this.#seen;
    this.#seen = entries;
    const newest = entries.findLast((entry) => !seen.includes(entry));
    if (!newest || newest === entries[0]) return;
    await this.log?.updateComplete;
    // by the next frame every element inside has its height
    await new Promise(requestAnimationFrame);
    const item = this.log?.itemOf(newest.key);
    const view = this.scroller?.getBoundingClientRect();
    if (!item || !view) return;
    const box = item.getBoundingClientRect();
    const sticky = this.scroller?.querySelector(".context")?.clientHeight ?? 0;
    const toTop = box.top - view.top - sticky - this.#room(item);
    const toEnd = Math.max(0, box.bottom - view.bottom + MARGIN_PX);
    const top = newest.kind === "answer" ? toTop : toEnd;
    this.scroller?.scrollBy({ top, behavior: wantsCalm() ? "instant" : "smooth" });
  }

  /** A short question stays in view above its answer. */
  #room(item: Element): number {
    const before = item.previousElementSibling?.getBoundingClientRect().height ?? 0;
    const limit = (this.scroller?.clientHeight ?? 0) / 6;
    return before > 0 && before <= limit ? before + 2 * MARGIN_PX : MARGIN_PX;
  }

  #openPanel = (): void => {
    this.open = true;
    this.#start();
  };

  #closePanel = (): void => {
    this.open = false;
  };

  #keydown(event: KeyboardEvent): void {
    if (event.key === "Escape") this.#closePanel();
  }

  #cancel(event: Event): void {
    event.preventDefault();
    this.#closePanel();
  }

  /** Opens or closes the panel: modal where it fills the screen. Focus goes to the field (on touch to the panel), and back to the launcher. */
  #place(): void {
    const panel = this.panel;
    if (!panel) return;
    const was = panel.open;
    if (was) panel.close();
    if (!this.open) {
      if (was) this.launcher?.focus();
      return;
    }
    if (matchMedia(NARROW).matches) panel.showModal();
    else panel.show();
    if (isTouch()) panel.focus();
    else this.composer?.focus();
  }
}
