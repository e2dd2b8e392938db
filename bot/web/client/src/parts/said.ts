import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Said } from "../core/entries.js";
import { base } from "../look/base.js";
import { buttons } from "../look/buttons.js";
import { offline, t } from "../texts.js";

/** What the person wrote: a modest note to the right. A failed one keeps its words and can be sent again. */
@customElement("vv-said")
export class SaidNote extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        justify-items: end;
        gap: 6px;
      }
      .note {
        max-width: min(34em, 86%);
        padding: 8px 14px;
        border-radius: var(--vv-radius) var(--vv-radius) 2px var(--vv-radius);
        background: var(--vv-pine-wash);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .failed .note {
        outline: 1.5px dashed var(--vv-lingon-text);
        background: none;
      }
      .all {
        display: contents;
      }
      .failure {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: flex-end;
        gap: 6px 12px;
        color: var(--vv-lingon-text);
        font-weight: 600;
        text-align: right;
      }
      .late {
        justify-self: start;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 12px;
      }
      .searching {
        justify-self: start;
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 8px 0;
        color: var(--vv-soft);
      }
      .searching::before {
        content: "";
        width: 28px;
        height: 3px;
        border-radius: 2px;
        background: var(--vv-pine);
        animation: sway 1.2s ease-in-out infinite alternate;
      }
      @keyframes sway {
        from {
          transform: scaleX(0.3);
          transform-origin: left;
        }
        to {
          transform: scaleX(1);
          transform-origin: left;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .searching::before {
          animation: none;
        }
      }
      @media (forced-colors: active) {
        .note {
          border: 1px solid;
        }
      }
    `,
  ];

  @property({ attribute: false }) said: Said | null = null;
  @property({ attribute: false }) retry: (said: Said) => void = () => undefined;
  @property({ attribute: false }) giveUp: (said: Said) => void = () => undefined;

  protected override render() {
    const said = this.said;
    if (!said) return null;
    const failed = said.state === "failed";
    return html`<div class="all ${failed ? "failed" : ""}">
        <p class="note"><span class="hidden">${t.you} </span>${said.text}</p>
        ${
          failed
            ? html`<div class="failure">
                <p id="failure">${said.failure}</p>
                <button class="button" type="button" aria-describedby="failure" @click=${() => this.retry(said)}>
                  ${t.sendAgain}
                </button>
              </div>`
            : nothing
        }
      </div>
      ${said.state === "slow" || said.state === "late" ? html`<p class="searching">${t.searching}</p>` : nothing}
      ${said.state === "late" ? this.#late(said) : nothing}`;
  }

  #late(said: Said) {
    return html`<div class="late">
      <p id="late">${offline.late}</p>
      <button class="button" type="button" aria-describedby="late" @click=${() => this.giveUp(said)}>${offline.instead}</button>
    </div>`;
  }
}
