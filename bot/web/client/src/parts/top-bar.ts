import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { base } from "../look/base.js";
import { buttons } from "../look/buttons.js";
import { away, cross, mark, phone } from "../look/icons.js";
import { t } from "../texts.js";

/** Always on screen: who this is, the way out and 112. */
@customElement("vv-top-bar")
export class TopBar extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        min-height: 60px;
        padding: 8px max(12px, env(safe-area-inset-right)) 8px max(12px, env(safe-area-inset-left));
      }
      h1,
      h2 {
        flex: 1;
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
        color: var(--vv-pine);
        font-size: var(--vv-lead);
        font-weight: 750;
        letter-spacing: -0.015em;
      }
      .button {
        padding-inline: 12px;
        font-size: var(--vv-small);
      }
      .danger,
      .danger:hover {
        padding-inline: 14px;
        border-color: var(--vv-lingon);
        background: var(--vv-lingon);
        color: var(--vv-on-lingon);
        font-size: var(--vv-text);
        font-weight: 700;
        white-space: nowrap;
      }
      .close {
        padding: 0;
        border-color: transparent;
        background: none;
      }
      @container frame (width < 40em) {
        h1,
        h2 {
          font-size: var(--vv-text);
        }
        .away {
          width: min-content;
          padding-inline: 8px;
          padding-block: 4px;
          line-height: 1.15;
        }
        .away svg {
          display: none;
        }
      }
      @container frame (width < 26em) {
        :host([closable]) .name {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      @container frame (width < 23.5em) {
        .name {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      @container frame (width < 15em) {
        .mark {
          display: none;
        }
      }
      @media print {
        .button {
          display: none;
        }
      }
    `,
  ];

  /** In the page this is its first heading; in the widget the page has one already. */
  @property({ type: Boolean }) page = false;
  @property({ type: Boolean, reflect: true }) closable = false;
  @property({ attribute: false }) leave: () => void = () => undefined;
  @property({ attribute: false }) close: () => void = () => undefined;

  protected override render() {
    const name = html`<slot name="logo">${mark}</slot><span class="name">${t.name}</span>`;
    return html`<div class="bar">
      ${this.page ? html`<h1>${name}</h1>` : html`<h2>${name}</h2>`}
      <button class="button away" type="button" title=${t.leaveHint} @click=${this.leave}>${away}<span>${t.leave}</span></button>
      <a class="button danger" href="tel:112"
        >${phone}<span aria-hidden="true">${t.emergencyNumber}</span><span class="hidden">${t.emergencySpoken}</span></a
      >
      ${
        this.closable
          ? html`<button class="button close" type="button" aria-label=${t.close} @click=${this.close}>${cross}</button>`
          : nothing
      }
    </div>`;
  }
}
