import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { ChooseEvent } from "../core/events.js";
import type { Choice, Step } from "../core/types.js";
import { base } from "../look/base.js";
import { buttons } from "../look/buttons.js";
import { check } from "../look/icons.js";
import "../parts/call.js";
import { t } from "../texts.js";

/** Numbered steps to tick off while on the phone. The ticks are nowhere but here. */
@customElement("vv-steps")
export class Steps extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .lead {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 16px;
        margin-bottom: 4px;
      }
      h4 {
        font-weight: 700;
      }
      .soft {
        color: var(--vv-soft);
        font-size: var(--vv-small);
      }
      li {
        padding: 4px 0;
      }
      label {
        display: grid;
        grid-template-columns: max(44px, 2.2em) minmax(0, 1fr);
        align-items: start;
        min-height: 44px;
        cursor: pointer;
      }
      input {
        position: absolute;
        width: 32px;
        height: 32px;
        margin: 6px 0 0;
        opacity: 0;
        cursor: pointer;
      }
      .number {
        display: grid;
        place-items: center;
        width: max(32px, 1.75em);
        height: max(32px, 1.75em);
        margin-top: 6px;
        border: 1.5px solid var(--vv-pine);
        border-radius: 50%;
        color: var(--vv-pine);
        font-size: var(--vv-small);
        font-weight: 700;
        font-variant-numeric: tabular-nums;
      }
      input:focus-visible + .number {
        outline: 3px solid var(--vv-focus);
        outline-offset: 2px;
      }
      input:checked + .number {
        background: var(--vv-fill);
        color: var(--vv-on-fill);
      }
      .text {
        padding-top: 9px;
      }
      input:checked ~ .text {
        color: var(--vv-soft);
      }
      .more {
        display: flex;
        flex-wrap: wrap;
        gap: 0 8px;
        align-items: center;
        padding: 6px 0 4px 44px;
      }
      .more .quiet {
        margin-left: -10px;
        text-align: left;
        font-weight: 500;
      }
      .local {
        display: inline-block;
        padding: 0 0.5em;
        border: 1px solid var(--vv-pine);
        border-radius: 1em;
        color: var(--vv-pine);
        font-size: var(--vv-small);
        font-weight: 600;
        white-space: nowrap;
      }
      @media (forced-colors: active) {
        input:checked + .number {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
      @media print {
        .soft {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) steps: readonly Step[] = [];
  @state() private done: ReadonlySet<number> = new Set();

  protected override render() {
    if (!this.steps.length) return null;
    return html`
      <div class="lead">
        <h4>${t.steps}</h4>
        <p class="soft">${this.done.size ? t.stepDone(this.done.size, this.steps.length) : t.stepsHint}</p>
      </div>
      <ol role="list">
        ${this.steps.map((step, index) => this.#step(step, index))}
      </ol>
    `;
  }

  #step(step: Step, index: number) {
    const done = this.done.has(index);
    return html`<li>
      <label>
        <input type="checkbox" .checked=${done} @change=${() => this.#tick(index)} />
        <span class="number">${done ? check : index + 1}</span>
        <span class="text"
          >${step.text}${step.local ? html` <span class="local" title=${t.localHint}>${t.local}</span>` : nothing}</span
        >
      </label>
      ${this.#more(step)}
    </li>`;
  }

  #more({ contact, routine }: Step) {
    if (!contact?.phone && !routine) return nothing;
    return html`<div class="more">
      ${contact?.phone ? html`<vv-call .phone=${contact.phone} name=${contact.name} size="small"></vv-call>` : nothing}
      ${routine ? html`<button class="quiet" type="button" @click=${() => this.#choose(routine)}>${routine.label}</button>` : nothing}
    </div>`;
  }

  #tick(index: number): void {
    const done = new Set(this.done);
    if (!done.delete(index)) done.add(index);
    this.done = done;
  }

  #choose(routine: Choice): void {
    this.dispatchEvent(new ChooseEvent(routine));
  }
}
