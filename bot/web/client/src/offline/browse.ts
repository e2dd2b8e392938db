import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ChooseEvent } from "../core/events.js";
import type { BrowseMessage, Choice } from "../core/types.js";
import { base } from "../look/base.js";
import { card } from "../look/card.js";
import { arrow } from "../look/icons.js";
import { offline } from "../texts.js";

/** Every routine, to choose from without searching. */
@customElement("vv-browse")
export class Browse extends LitElement {
  static override styles = [
    base,
    card,
    css`
      h4 {
        margin: 0;
        color: var(--vv-soft);
        font-size: var(--vv-small);
        font-weight: 600;
      }
      li + li {
        border-top: 1px solid var(--vv-line);
      }
      button {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        width: 100%;
        min-height: 48px;
        padding: 8px 0;
        border: 0;
        background: none;
        color: var(--vv-pine);
        line-height: 1.3;
        font-weight: 600;
        text-align: start;
        cursor: pointer;
      }
      span {
        min-width: 0;
        overflow-wrap: anywhere;
        hyphens: auto;
      }
      @media (hover: hover) {
        button:hover {
          background: var(--vv-pine-wash);
        }
      }
    `,
  ];

  @property({ attribute: false }) groups: BrowseMessage["groups"] = [];

  protected override render() {
    return html`<section class="card" aria-labelledby="title">
      <div class="part"><h3 id="title">${offline.list}</h3></div>
      ${this.groups.map(
        ({ title, choices }, index) =>
          html`<div class="part">
            <h4 id="group-${index}">${title}</h4>
            <ul aria-labelledby="group-${index}">
              ${choices.map((choice) => this.#item(choice))}
            </ul>
          </div>`,
      )}
    </section>`;
  }

  #item(choice: Choice) {
    return html`<li>
      <button type="button" @click=${() => this.dispatchEvent(new ChooseEvent(choice))}>
        <span>${choice.label}</span>${arrow}
      </button>
    </li>`;
  }
}
