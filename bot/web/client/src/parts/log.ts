import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { Entry, Said } from "../core/entries.js";
import type { Feedback } from "../core/types.js";
import { base } from "../look/base.js";
import "./answer.js";
import "./said.js";
import { t } from "../texts.js";

/** The conversation. Silent to screen readers by itself: the speech region says each finished answer once. */
@customElement("vv-log")
export class Log extends LitElement {
  static override styles = [
    base,
    css`
      .log {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 20px;
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly Entry[] = [];
  @property({ attribute: false }) retry: (said: Said) => void = () => undefined;
  @property({ attribute: false }) giveUp: (said: Said) => void = () => undefined;
  @property({ attribute: false }) sendFeedback: (feedback: Feedback) => Promise<void> = () => Promise.resolve();

  /** The newest thing to look at, an answer before the words that asked for it. */
  itemOf(key: number): Element | null {
    return this.renderRoot.querySelector(`[data-key="${key}"]`);
  }

  protected override render() {
    return html`<div class="log" role="log" aria-live="off" aria-label=${t.log}>
      ${repeat(
        this.entries,
        (entry) => entry.key,
        (entry) =>
          entry.kind === "said"
            ? html`<vv-said data-key=${entry.key} .said=${entry} .retry=${this.retry} .giveUp=${this.giveUp}></vv-said>`
            : html`<vv-answer data-key=${entry.key} .answer=${entry} .sendFeedback=${this.sendFeedback}></vv-answer>`,
      )}
    </div>`;
  }
}
