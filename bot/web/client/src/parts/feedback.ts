import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { personnummerIn } from "../core/personnummer.js";
import type { Feedback, Reason } from "../core/types.js";
import { base } from "../look/base.js";
import { buttons } from "../look/buttons.js";
import { check } from "../look/icons.js";
import { t } from "../texts.js";

const REASONS = Object.keys(t.reasons) as Reason[];
const MAX_COMMENT = 500;

/** "Hjälpte det?" Yes is one press; no asks what went wrong, since that is what can be mended. */
@customElement("vv-feedback")
export class FeedbackRow extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        padding: 12px 16px;
        border-top: 1px solid var(--vv-line);
      }
      :host([alone]) {
        padding: 4px 0 0;
        border: 0;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      .question {
        margin-right: 8px;
        font-weight: 600;
      }
      .chosen {
        border-color: var(--vv-pine);
        color: var(--vv-pine);
      }
      form {
        display: grid;
        gap: 4px;
        padding-top: 12px;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      label.reason {
        display: flex;
        align-items: center;
        gap: 12px;
        min-height: 44px;
        padding-block: 4px;
        line-height: 1.3;
      }
      input[type="radio"] {
        flex: none;
        width: 22px;
        height: 22px;
        margin: 0;
        accent-color: var(--vv-pine);
      }
      textarea {
        width: 100%;
        padding: 10px 12px;
        border: 1.5px solid var(--vv-edge);
        border-radius: var(--vv-radius);
        background: var(--vv-card);
        resize: vertical;
      }
      .error {
        color: var(--vv-lingon-text);
        font-weight: 600;
      }
      .primary {
        justify-self: start;
        margin-top: 8px;
      }
      .thanks {
        padding: 10px 0;
      }
      @container frame (width >= 40em) {
        :host(:not([alone])) {
          padding-inline: 24px;
        }
      }
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  @property() turn = "";
  @property({ attribute: false }) send: (feedback: Feedback) => Promise<void> = () => Promise.resolve();
  @state() private answer: "none" | "yes" | "no" | "sent" = "none";
  @state() private reason: Reason | null = null;
  @state() private error = "";
  @query("textarea") private comment!: HTMLTextAreaElement | null;
  @query(".thanks") private thanks!: HTMLElement | null;

  protected override render() {
    return html`
      <div class="row" role="group" aria-labelledby="question">
        <p class="question" id="question">${t.helped}</p>
        ${this.#button(t.yes, this.answer === "yes", () => this.#yes())}
        ${this.#button(t.no, this.answer === "no" || this.answer === "sent", () => this.#no())}
        ${this.answer === "yes" ? html`<p role="status">${t.thanks}</p>` : nothing}
      </div>
      ${this.answer === "no" ? this.#form() : nothing}
      ${this.answer === "sent" ? html`<p class="thanks" tabindex="-1">${t.thanksSent}</p>` : nothing}
      ${this.error && this.answer === "none" ? html`<p class="error" role="alert">${this.error}</p>` : nothing}
    `;
  }

  #button(label: string, chosen: boolean, act: () => void) {
    const over = this.answer === "yes" || this.answer === "sent";
    return html`<button
      class="button ${chosen ? "chosen" : ""}"
      type="button"
      aria-pressed=${chosen}
      aria-disabled=${over ? "true" : nothing}
      @click=${() => !over && act()}
    >
      ${chosen ? check : nothing}${label}
    </button>`;
  }

  #form() {
    return html`<form novalidate @submit=${this.#submit}>
      <fieldset>
        <legend>${t.whyNot}</legend>
        ${REASONS.map(
          (reason) =>
            html`<label class="reason">
              <input
                type="radio"
                name="reason"
                .checked=${this.reason === reason}
                aria-describedby=${this.error ? "error" : nothing}
                @change=${() => this.#pick(reason)}
              />${t.reasons[reason]}
            </label>`,
        )}
      </fieldset>
      <label for="comment">${t.comment}</label>
      <textarea
        id="comment"
        rows="2"
        maxlength=${MAX_COMMENT}
        autocomplete="off"
        spellcheck="false"
        aria-describedby=${this.error ? "error" : nothing}
      ></textarea>
      ${this.error ? html`<p class="error" id="error">${this.error}</p>` : nothing}
      <button class="primary" type="submit">${t.send}</button>
    </form>`;
  }

  async #yes(): Promise<void> {
    this.answer = "yes";
    this.error = "";
    await this.#send({ turn: this.turn, helpful: true }, "none");
  }

  async #no(): Promise<void> {
    this.error = "";
    this.answer = "no";
    await this.updateComplete;
    this.renderRoot.querySelector("form")?.scrollIntoView({ block: "nearest" });
  }

  #pick(reason: Reason): void {
    this.reason = reason;
    this.error = "";
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const comment = this.comment?.value.trim() ?? "";
    if (!this.reason) return this.#refuse(t.pickReason, "input");
    if (personnummerIn(comment).length) return this.#refuse(t.personnummer, "textarea");
    await this.#send({ turn: this.turn, helpful: false, reason: this.reason, ...(comment ? { comment } : {}) }, "no");
    if (this.error) return;
    this.answer = "sent";
    await this.updateComplete;
    this.thanks?.focus();
  }

  async #refuse(error: string, field: string): Promise<void> {
    this.error = error;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(field)?.focus();
  }

  async #send(feedback: Feedback, otherwise: "none" | "no"): Promise<void> {
    try {
      await this.send(feedback);
      this.error = "";
    } catch {
      this.answer = otherwise;
      this.error = t.notSent;
    }
  }
}
