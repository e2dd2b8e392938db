import { css, html, LitElement, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { base } from "../look/base.js";
import { buttons } from "../look/buttons.js";
import { t } from "../texts.js";

/** Shows exactly what would be sent on before anything is. */
@customElement("vv-gap-dialog")
export class GapDialog extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      dialog {
        width: min(30em, calc(100vw - 32px));
        max-height: calc(100vh - 32px);
        padding: 20px;
        border: 1px solid var(--vv-edge);
        border-radius: var(--vv-radius);
        background: var(--vv-card);
        color: var(--vv-ink);
        overflow: auto;
      }
      dialog[open] {
        display: grid;
        gap: 12px;
      }
      dialog::backdrop {
        background: rgb(10 20 16 / 55%);
      }
      h2 {
        font-size: var(--vv-title);
        line-height: 1.25;
      }
      blockquote {
        margin: 0;
        padding: 12px 14px;
        border: 1px dashed var(--vv-edge);
        border-radius: calc(var(--vv-radius) * 0.6);
        background: var(--vv-paper);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .error {
        color: var(--vv-lingon-text);
        font-weight: 600;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  @property({ attribute: false }) preview: (turn: string) => Promise<string> = () => Promise.resolve("");
  @property({ attribute: false }) send: (turn: string) => Promise<void> = () => Promise.resolve();
  @state() private text: string | null = null;
  @state() private error = "";
  @query("dialog") private dialog!: HTMLDialogElement;
  #turn = "";
  #sent: () => void = () => undefined;

  /** `sent` is called once the question is on its way. */
  async open(turn: string, sent: () => void): Promise<void> {
    this.#turn = turn;
    this.#sent = sent;
    this.text = null;
    this.error = "";
    this.dialog.showModal();
    try {
      this.text = await this.preview(turn);
    } catch {
      this.error = t.gapFailed;
    }
  }

  protected override render() {
    return html`<dialog aria-labelledby="title" @keydown=${(event: KeyboardEvent) => event.stopPropagation()}>
      <h2 id="title" tabindex="-1" autofocus>${t.gapTitle}</h2>
      <p>${t.gapLead}</p>
      <div role="status">
        ${this.text === null ? (this.error ? nothing : t.gapLoading) : html`<blockquote>${this.text}</blockquote>`}
      </div>
      <p class="error" role="alert">${this.error}</p>
      <div class="row">
        ${this.text === null ? nothing : html`<button class="primary" type="button" @click=${this.#confirm}>${t.gapSend}</button>`}
        <button class="button" type="button" @click=${() => this.dialog.close()}>${t.cancel}</button>
      </div>
    </dialog>`;
  }

  async #confirm(): Promise<void> {
    try {
      await this.send(this.#turn);
    } catch {
      this.error = t.notSent;
      return;
    }
    this.dialog.close();
    this.#sent();
  }
}
