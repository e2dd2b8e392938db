import type { Index } from "./file.js";
import { fold, stem, wordsOf } from "./words.js";

/** Words between two parts of an expression that an asterisk stands for. */
const GAP = 3;

type Part = ReadonlySet<string> | "gap";

/**
 * The expressions of fara.yml, compared by stems: fewer are found than by the server, which knows every form. So a line about 112 stands
 * above every offline answer, and this only decides whether it is the whole card.
 */
export class Danger {
  readonly #danger: Part[][];
  readonly #damping: Part[][];

  constructor(private readonly index: Index) {
    this.#danger = index.danger.map(parts);
    this.#damping = index.damping.map(parts);
  }

  found(text: string): boolean {
    const stems = wordsOf(text, this.index).map(stem);
    const standsIn = (expression: Part[]) => stems.some((_, at) => matches(stems, at, expression));
    return this.#danger.some(standsIn) && !this.#damping.some(standsIn);
  }
}

function parts(expression: string): Part[] {
  return expression.split(/\s+/).map((part) => (part === "*" ? "gap" : new Set(part.split("/").map((word) => stem(fold(word))))));
}

function matches(stems: readonly string[], at: number, [part, ...rest]: readonly Part[]): boolean {
  if (part === undefined) return true;
  if (part !== "gap") return part.has(stems[at] ?? "") && matches(stems, at + 1, rest);
  return Array.from({ length: GAP + 1 }).some((_, skip) => matches(stems, at + skip, rest));
}
