import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { NoticeMessage } from "../core/types.js";
import { base } from "../look/base.js";
import { alert, info } from "../look/icons.js";

@customElement("vv-notice")
export class NoticeLine extends LitElement {
  static override styles = [
    base,
    css`
      p {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 10px;
        padding: 10px 14px;
        border: 1px solid var(--vv-line);
        border-radius: var(--vv-radius);
        font-size: var(--vv-small);
      }
      .warning {
        border-color: var(--vv-ochre);
        background: var(--vv-ochre-wash);
        color: var(--vv-ochre-text);
      }
    `,
  ];

  @property() level: NoticeMessage["level"] = "info";
  @property() text = "";

  protected override render() {
    return html`<p class=${this.level}>${this.level === "warning" ? alert : info}<span>${this.text}</span></p>`;
  }
}
