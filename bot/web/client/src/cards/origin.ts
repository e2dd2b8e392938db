import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Origin } from "../core/types.js";
import { base } from "../look/base.js";
import { alert } from "../look/icons.js";
import { t } from "../texts.js";

/** "Lokal rutin, Exempelkommun · ansvarig … · granskad 2026-03-01", and plainly what is not approved or overdue. */
@customElement("vv-origin")
export class OriginLine extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 8px;
        color: var(--vv-soft);
        font-size: var(--vv-small);
      }
      .badge {
        justify-self: start;
        padding: 4px 10px;
        border: 1.5px solid var(--vv-ochre);
        border-radius: calc(var(--vv-radius) * 0.6);
        background: var(--vv-ochre-wash);
        color: var(--vv-ochre-text);
        font-weight: 700;
      }
      time {
        white-space: nowrap;
      }
      .overdue {
        display: flex;
        gap: 8px;
        color: var(--vv-lingon-text);
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) origin: Origin | null = null;

  protected override render() {
    const origin = this.origin;
    if (!origin) return null;
    return html`
      ${origin.status_label ? html`<p class="badge">${origin.status_label}</p>` : nothing}
      <p>
        ${origin.label} · ${t.owner(origin.owner)} · ${t.reviewed}
        <time datetime=${origin.reviewed_on}>${origin.reviewed_on}</time>
      </p>
      ${origin.overdue ? html`<p class="overdue">${alert}<span>${t.overdue(origin.review_by)}</span></p>` : nothing}
      ${origin.local_parts.length ? html`<p>${t.localParts(origin.local_parts)}</p>` : nothing}
    `;
  }
}
