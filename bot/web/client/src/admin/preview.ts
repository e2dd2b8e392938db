import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Answer } from "../core/entries.js";
import type { Message } from "../core/types.js";
import { base } from "../look/base.js";
import { tokens } from "../look/tokens.js";
import "../parts/answer.js";

/** The card as staff will see it, drawn by the chat's own elements. The messages stand in the page, as JSON. */
@customElement("vv-preview")
export class Preview extends LitElement {
  static override styles = [tokens, base];

  @property({ attribute: false }) messages: readonly Message[] = [];

  protected override render() {
    // an answer without a number: drawn as one, and asks for no opinion
    const outcome = { kind: "answer", routine: null, reason: null, urgent: false, simplified: false } as const;
    const turn = { turn: "", outcome, context: { organisation: "", unit: null, role: null }, messages: [...this.messages] };
    const answer: Answer = { kind: "answer", key: 0, turn, messages: this.messages };
    return html`<vv-answer .answer=${answer}></vv-answer>`;
  }
}

for (const source of document.querySelectorAll<HTMLScriptElement>("script.messages")) {
  const preview = new Preview();
  preview.setAttribute("mode", "page");
  preview.messages = JSON.parse(source.textContent) as Message[];
  source.after(preview);
}
