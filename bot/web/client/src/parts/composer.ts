import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { SpeakEvent } from "../core/events.js";
import { personnummerIn, withoutPersonnummer } from "../core/personnummer.js";
import { isTouch } from "../core/viewport.js";
import { base } from "../look/base.js";
import { buttons } from "../look/buttons.js";
import { up } from "../look/icons.js";
import { t } from "../texts.js";

export const MAX_LENGTH = 600;
const COUNT_FROM = 500;
/** How many characters are left when it is said aloud. */
const SPOKEN_AT = [50, 20, 0];
const MAX_HEIGHT = 160;

type Trouble = "none" | "empty" | "long" | "personnummer";

/** The field. Nothing that looks like a personnummer leaves it. */
@customElement("vv-composer")
export class Composer extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 6px 8px;
        align-items: end;
      }
      textarea {
        display: block;
        width: 100%;
        min-height: calc(1.5em + 24px);
        padding: 10px 14px;
        border: 1.5px solid var(--vv-edge);
        border-radius: var(--vv-radius);
        background: var(--vv-card);
        font-size: var(--vv-text);
        line-height: 1.5;
        resize: none;
        overflow-y: auto;
      }
      textarea::placeholder {
        color: var(--vv-soft);
        opacity: 1;
      }
      textarea[aria-invalid] {
        border-color: var(--vv-lingon-text);
      }
      .send {
        min-height: 48px;
      }
      .below {
        grid-column: 1 / -1;
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 2px 12px;
        color: var(--vv-soft);
        font-size: var(--vv-small);
      }
      .over {
        color: var(--vv-lingon-text);
        font-weight: 700;
      }
      .trouble {
        grid-column: 1 / -1;
        display: grid;
        gap: 8px;
        color: var(--vv-lingon-text);
        font-weight: 600;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      @container frame (width < 26em) {
        .word {
          position: absolute;
          clip-path: inset(50%);
          width: 1px;
          overflow: hidden;
        }
        .send {
          width: 48px;
          padding: 0;
        }
      }
      @media (max-height: 26em) {
        .hint {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) send: (text: string) => void = () => undefined;
  @state() private length = 0;
  @state() private trouble: Trouble = "none";
  @query("textarea") private field!: HTMLTextAreaElement;

  override focus(): void {
    this.field?.focus();
  }

  /** Empty again, without a word about what stood there. */
  reset(): void {
    this.field.value = "";
    this.#input();
  }

  protected override render() {
    const left = MAX_LENGTH - this.length;
    const described = ["hint", this.length > COUNT_FROM ? "count" : "", this.trouble === "none" ? "" : "trouble"];
    return html`<form novalidate @submit=${this.#submit}>
      <label class="hidden" for="field">${t.field}</label>
      <textarea
        id="field"
        rows="1"
        placeholder=${t.placeholder}
        autocomplete="off"
        autocapitalize="sentences"
        spellcheck="false"
        enterkeyhint="send"
        aria-describedby=${described.filter(Boolean).join(" ")}
        aria-invalid=${this.trouble === "none" ? nothing : "true"}
        @input=${this.#input}
        @keydown=${this.#keydown}
      ></textarea>
      <button class="primary send" type="submit">${up}<span class="word">${t.send}</span></button>
      ${this.#trouble()}
      <div class="below">
        <p class="hint" id="hint">${t.hint}</p>
        ${this.length > COUNT_FROM ? html`<p id="count" class=${left < 0 ? "over" : ""}>${countText(left)}</p>` : nothing}
      </div>
    </form>`;
  }

  #trouble() {
    if (this.trouble === "none") return nothing;
    return html`<div class="trouble">
      <p id="trouble">${troubleText(this.trouble)}</p>
      ${
        this.trouble === "personnummer"
          ? html`<div class="row">
              <button class="primary" type="button" @click=${this.#removeAndSend}>${t.personnummerRemove}</button>
              <button class="button" type="button" @click=${this.#edit}>${t.personnummerEdit}</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #input(): void {
    const before = MAX_LENGTH - this.length;
    this.length = [...this.field.value.trim()].length;
    this.trouble = "none";
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight + 3, MAX_HEIGHT)}px`;
    const left = MAX_LENGTH - this.length;
    const crossed = SPOKEN_AT.some((mark) => before > mark && left <= mark) || (before >= 0 && left < 0);
    if (crossed) this.dispatchEvent(new SpeakEvent(countText(left)));
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#submit(event);
  }

  #submit(event: Event): void {
    event.preventDefault();
    const text = this.field.value.trim();
    this.trouble = troubleWith(text);
    if (this.trouble === "none") this.#sendNow(text);
    else this.#tell();
  }

  #tell(): void {
    this.field.focus();
    this.dispatchEvent(new SpeakEvent(troubleText(this.trouble)));
  }

  #removeAndSend(): void {
    const text = withoutPersonnummer(this.field.value.trim(), t.removed);
    this.field.focus();
    this.#sendNow(text);
  }

  #edit(): void {
    const found = personnummerIn(this.field.value)[0] ?? "";
    const at = this.field.value.indexOf(found);
    this.field.focus();
    this.field.setSelectionRange(at, at + found.length);
  }

  /** On touch the keyboard goes away, so that it does not cover the answer; elsewhere focus stays where it is. */
  #sendNow(text: string): void {
    this.reset();
    if (isTouch()) this.field.blur();
    this.send(text);
  }
}

function troubleWith(text: string): Trouble {
  if (!text) return "empty";
  if ([...text].length > MAX_LENGTH) return "long";
  return personnummerIn(text).length ? "personnummer" : "none";
}

function troubleText(trouble: Trouble): string {
  return { none: "", empty: t.empty, long: t.tooLong(MAX_LENGTH), personnummer: t.personnummer }[trouble];
}

function countText(left: number): string {
  return left < 0 ? t.over(-left) : t.left(left);
}
