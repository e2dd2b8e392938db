import { css, html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import { base } from "../look/base.js";

const EMPTY_AFTER_MS = 1000;

/** The one polite live region. Two slots take turns, so that the same words twice are read twice. */
@customElement("vv-speech")
export class Speech extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        position: absolute;
      }
    `,
  ];

  @state() private slots: readonly [string, string] = ["", ""];
  #turn = 0;
  #emptying: number | undefined;

  say(text: string): void {
    this.slots = this.#turn === 0 ? [text, ""] : ["", text];
    this.#turn = 1 - this.#turn;
    clearTimeout(this.#emptying);
    this.#emptying = window.setTimeout(() => {
      this.slots = ["", ""];
    }, EMPTY_AFTER_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#emptying);
  }

  protected override render() {
    return this.slots.map((text) => html`<div class="hidden" aria-live="polite" aria-atomic="true">${text}</div>`);
  }
}
