import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ChooseEvent } from "../core/events.js";
import type { Choice } from "../core/types.js";
import { base } from "../look/base.js";
import { buttons } from "../look/buttons.js";
import { arrow, check } from "../look/icons.js";

/** Buttons that the server sent. One that has been pressed stays, marked, so that focus is not lost. */
@customElement("vv-choices")
export class Choices extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      p {
        margin-bottom: 8px;
        font-weight: 600;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      li {
        max-width: 100%;
      }
      .button {
        justify-content: space-between;
        width: 100%;
        text-align: left;
        font-weight: 500;
      }
      .button span {
        min-width: 0;
        overflow-wrap: anywhere;
        hyphens: auto;
      }
      .button svg {
        color: var(--vv-pine);
      }
      [aria-disabled="true"] {
        border-style: dashed;
        color: var(--vv-soft);
      }
      @container frame (width < 32em) {
        ul {
          flex-direction: column;
        }
      }
    `,
  ];

  @property() text = "";
  @property({ attribute: false }) choices: readonly Choice[] = [];
  @state() private used: ReadonlySet<string> = new Set();

  protected override render() {
    if (!this.choices.length) return null;
    return html`
      ${this.text ? html`<p id="text">${this.text}</p>` : nothing}
      <ul aria-labelledby=${this.text ? "text" : nothing}>
        ${this.choices.map((choice) => this.#button(choice))}
      </ul>
    `;
  }

  #button(choice: Choice) {
    const used = this.used.has(choice.choice);
    return html`<li>
      <button class="button" type="button" aria-disabled=${used ? "true" : nothing} @click=${() => this.#choose(choice)}>
        <span>${choice.label}</span>${used ? check : arrow}
      </button>
    </li>`;
  }

  #choose(choice: Choice): void {
    if (this.used.has(choice.choice)) return;
    const event = new ChooseEvent(choice);
    this.dispatchEvent(event);
    // a prevented choice was not made yet: the gap dialog can be opened again until it is sent
    if (!event.defaultPrevented) this.markUsed(choice.choice);
  }

  markUsed(choice: string): void {
    this.used = new Set([...this.used, choice]);
  }
}
