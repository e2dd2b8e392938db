import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { TermMessage } from "../core/types.js";
import { base } from "../look/base.js";
import { card } from "../look/card.js";
import "../parts/choices.js";
import { outsideLink } from "../parts/outside-link.js";
import { t } from "../texts.js";

/** What a word means, and who says so. */
@customElement("vv-term")
export class TermCard extends LitElement {
  static override styles = [
    base,
    card,
    css`
      .top {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      .definition {
        font-size: var(--vv-lead);
        line-height: 1.45;
      }
      dfn {
        font-style: normal;
      }
      .soft {
        color: var(--vv-soft);
        font-size: var(--vv-small);
      }
    `,
  ];

  @property({ attribute: false }) message: TermMessage | null = null;

  protected override render() {
    const term = this.message;
    if (!term) return null;
    return html`<section class="card" aria-labelledby="title">
      <div class="part top">
        <h3 id="title"><dfn>${term.term}</dfn></h3>
        <p class="definition">${term.definition}</p>
        <p class="soft">${t.source}: ${outsideLink(term.source.url, term.source.title)}</p>
      </div>
      ${
        term.related.length
          ? html`<div class="part"><vv-choices text=${t.related} .choices=${term.related}></vv-choices></div>`
          : nothing
      }
      <slot></slot>
    </section>`;
  }
}
