import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Law, Source } from "../core/types.js";
import { base } from "../look/base.js";
import { outsideLink } from "../parts/outside-link.js";
import { t } from "../texts.js";

/** Law and sources, folded: for whoever wants to check. */
@customElement("vv-references")
export class References extends LitElement {
  static override styles = [
    base,
    css`
      .inside {
        display: grid;
        gap: 12px;
        padding-bottom: 12px;
        font-size: var(--vv-small);
      }
      h4 {
        margin-bottom: 4px;
      }
      ul {
        display: grid;
        gap: 8px;
        padding-left: 1.1em;
        list-style: disc;
      }
      .soft {
        color: var(--vv-soft);
      }
    `,
  ];

  @property({ attribute: false }) laws: readonly Law[] = [];
  @property({ attribute: false }) sources: readonly Source[] = [];

  protected override render() {
    return html`<details>
      <summary>${t.law}</summary>
      <div class="inside">
        ${this.#list(
          t.laws,
          this.laws.map(
            (law) => html`<li>${[law.law, law.paragraph].filter(Boolean).join(", ")}${law.about ? `: ${law.about}` : ""}</li>`,
          ),
        )}
        ${this.#list(
          t.sources,
          this.sources.map(
            (source) =>
              html`<li>
                ${outsideLink(source.url, source.title)}${source.fetched_on ? html`<span class="soft">, ${t.fetched(source.fetched_on)}</span>` : nothing}
              </li>`,
          ),
        )}
      </div>
    </details>`;
  }

  #list(title: string, items: readonly unknown[]) {
    if (!items.length) return nothing;
    return html`<div>
      <h4>${title}</h4>
      <ul>
        ${items}
      </ul>
    </div>`;
  }
}
