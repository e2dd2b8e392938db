import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { Choice, Context, Named, Organisation } from "../core/types.js";
import { base } from "../look/base.js";
import { buttons } from "../look/buttons.js";
import { t } from "../texts.js";

/** Whose routines are shown: municipality, workplace, profession. Changeable, and the place to clear the conversation. */
@customElement("vv-context-bar")
export class ContextBar extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .inside {
        border-bottom: 1px solid var(--vv-line);
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 4px;
        font-size: var(--vv-small);
      }
      .who {
        flex: 1 1 10em;
        line-height: 1.3;
      }
      .who span {
        color: var(--vv-soft);
      }
      form {
        display: grid;
        gap: 12px;
        padding: 8px 0 16px;
      }
      label {
        display: grid;
        gap: 4px;
        font-weight: 600;
      }
      select {
        width: 100%;
        min-height: 48px;
        padding: 8px 12px;
        border: 1.5px solid var(--vv-edge);
        border-radius: var(--vv-radius);
        background: var(--vv-card);
        color: var(--vv-ink);
        font-size: var(--vv-text);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) context: Context | null = null;
  @property({ attribute: false }) organisation: Organisation | null = null;
  @property() name = "";
  @property({ attribute: false }) choose: (choice: Choice) => void = () => undefined;
  @property({ attribute: false }) clear: () => void = () => undefined;
  @property({ type: Boolean, reflect: true }) changing = false;
  @query("select") private firstSelect!: HTMLSelectElement | null;
  @query(".change") private changeButton!: HTMLButtonElement | null;

  protected override render() {
    const shown = [this.organisation?.name ?? this.name, this.context?.unit?.name, this.context?.role?.name];
    return html`<div class="inside">
      <div class="bar">
        <p class="who"><span>${t.showsFor}</span> ${shown.filter(Boolean).join(" · ")}</p>
        ${this.#changeButton()}
        <button class="quiet" type="button" aria-label=${t.clearHint} @click=${this.clear}>${t.clear}</button>
      </div>
      ${this.changing && this.organisation ? this.#form(this.organisation) : nothing}
    </div>`;
  }

  #changeButton() {
    if (!this.organisation?.units.length && !this.organisation?.roles.length) return nothing;
    return html`<button
      class="quiet change"
      type="button"
      aria-label=${t.changeHint}
      aria-expanded=${this.changing}
      @click=${this.#toggle}
    >
      ${t.change}
    </button>`;
  }

  #form({ units, roles }: Organisation) {
    return html`<form @submit=${this.#apply} @keydown=${this.#keydown}>
      ${this.#select("enhet", t.workplace, units, this.context?.unit?.id)}
      ${this.#select("roll", t.profession, roles, this.context?.role?.id)}
      <div class="row">
        <button class="primary" type="submit">${t.apply}</button>
        <button class="button" type="button" @click=${this.#close}>${t.cancel}</button>
      </div>
    </form>`;
  }

  /** What is chosen can be changed but not unchosen: the server has no word for that. */
  #select(name: string, label: string, options: readonly Named[], chosen: string | undefined) {
    if (!options.length) return nothing;
    return html`<label>
      ${label}
      <select name=${name}>
        ${chosen ? nothing : html`<option value="" selected>${t.notChosen}</option>`}
        ${options.map((option) => html`<option value=${option.id} ?selected=${option.id === chosen}>${option.name}</option>`)}
      </select>
    </label>`;
  }

  async #toggle(): Promise<void> {
    this.changing = !this.changing;
    await this.updateComplete;
    if (this.changing) this.firstSelect?.focus();
  }

  #keydown(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.#close();
  }

  #close(): void {
    this.changing = false;
    this.changeButton?.focus();
  }

  #apply(event: SubmitEvent): void {
    event.preventDefault();
    for (const select of this.renderRoot.querySelectorAll("select")) {
      const before = select.name === "enhet" ? this.context?.unit?.id : this.context?.role?.id;
      const label = select.selectedOptions[0]?.label ?? "";
      if (select.value && select.value !== before) this.choose({ choice: `${select.name}:${select.value}`, label });
    }
    this.#close();
  }
}
