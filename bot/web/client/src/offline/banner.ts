import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { base } from "../look/base.js";
import { buttons } from "../look/buttons.js";
import { offline } from "../texts.js";

/** Calm words while there is no network, and the way to what is there anyway. */
@customElement("vv-offline-banner")
export class OfflineBanner extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px 12px;
        padding-top: 8px;
        border-bottom: 1px solid var(--vv-line);
        font-size: var(--vv-small);
        line-height: 1.35;
      }
      p {
        flex: 1 1 17em;
        padding-inline-start: 10px;
        border-inline-start: 4px solid var(--vv-ochre);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        margin-inline-start: -5px;
      }
      .quiet {
        padding-inline: 5px;
      }
    `,
  ];

  @property({ attribute: false }) list: () => void = () => undefined;
  @property({ attribute: false }) numbers: () => void = () => undefined;
  @property({ attribute: false }) retry: () => void = () => undefined;

  protected override render() {
    return html`<div class="bar">
      <p>${offline.banner}</p>
      <div class="row">
        <button class="quiet" type="button" @click=${this.list}>${offline.list}</button>
        <button class="quiet" type="button" @click=${this.numbers}>${offline.numbers}</button>
        <button class="quiet" type="button" @click=${this.retry}>${offline.retry}</button>
      </div>
    </div>`;
  }
}
