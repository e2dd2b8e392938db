import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Answer } from "../core/entries.js";
import type { Feedback, Message } from "../core/types.js";
import { base } from "../look/base.js";
import "../cards/contacts.js";
import "../cards/emergency-line.js";
import "../cards/emergency.js";
import "../cards/notice.js";
import "../cards/routine.js";
import "../cards/term.js";
import "../offline/browse.js";
import "./choices.js";
import "./feedback.js";
import { mark } from "../look/icons.js";
import { t } from "../texts.js";

/** Kinds that are worth asking about. Nobody in danger is asked what they thought of the answer. */
const RATED = new Set(["answer", "contact", "term"]);
const TAKES_FEEDBACK = new Set(["routine", "term"]);

/** One answer: a heading to jump to, then its messages in the server's order. */
@customElement("vv-answer")
export class AnswerItem extends LitElement {
  static override styles = [
    base,
    css`
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
      .text {
        font-size: var(--vv-lead);
        line-height: 1.45;
        white-space: pre-line;
      }
      .greeting {
        padding-top: 8px;
      }
      .greeting .text {
        font-size: var(--vv-title);
        line-height: 1.35;
        letter-spacing: -0.01em;
        text-wrap: balance;
      }
      .mark {
        width: 56px;
        height: 56px;
        margin-left: -10px;
      }
      vv-choices {
        margin-top: 4px;
      }
    `,
  ];

  @property({ attribute: false }) answer: Answer | null = null;
  @property({ attribute: false }) sendFeedback: (feedback: Feedback) => Promise<void> = () => Promise.resolve();

  protected override render() {
    const answer = this.answer;
    if (!answer) return null;
    const kind = answer.turn ? t.heading[answer.turn.outcome.kind] : t.greeting;
    const slotted = this.#feedback() ? answer.messages.find((message) => TAKES_FEEDBACK.has(message.type)) : undefined;
    return html`<div class="parts ${answer.turn ? "" : "greeting"}">
      <h2 class="hidden">${t.bot} ${kind}</h2>
      ${answer.turn ? nothing : mark} ${answer.messages.map((message) => this.#message(message, message === slotted))}
      ${slotted ? nothing : this.#feedback(true)}
    </div>`;
  }

  #feedback(alone = false) {
    const turn = this.answer?.turn;
    if (!turn?.turn || !RATED.has(turn.outcome.kind)) return null;
    return html`<vv-feedback ?alone=${alone} turn=${turn.turn} .send=${this.sendFeedback}></vv-feedback>`;
  }

  #message(message: Message, withFeedback: boolean) {
    const feedback = withFeedback ? this.#feedback() : nothing;
    switch (message.type) {
      case "text":
        return html`<p class="text">${message.text}</p>`;
      case "notice":
        return html`<vv-notice level=${message.level} text=${message.text}></vv-notice>`;
      case "emergency":
        return message.card
          ? html`<vv-emergency .message=${message}></vv-emergency>`
          : html`<vv-emergency-line .message=${message}></vv-emergency-line>`;
      case "routine":
        return html`<vv-routine .message=${message}>${feedback}</vv-routine>`;
      case "contacts":
        return html`<vv-contacts .message=${message}></vv-contacts>`;
      case "term":
        return html`<vv-term .message=${message}>${feedback}</vv-term>`;
      case "browse":
        return html`<vv-browse .groups=${message.groups}></vv-browse>`;
      case "choices":
        return html`<vv-choices text=${message.text} .choices=${message.choices}></vv-choices>`;
    }
  }
}
