import type { Index, KeptRoutine } from "./file.js";
import { likeness, stem, wordsOf } from "./words.js";

/** BM25 as in bot/answers/search.py, over the same words; words never seen there are taken for the nearest that were. */
const K1 = 1.2;
const B = 0.75;

export interface Hit {
  routine: KeptRoutine;
  /** 0–1. */
  score: number;
  /** Every word of its title is in the question. */
  titled: boolean;
}

export class Search {
  /** A form → the numbers of its dictionary forms. */
  readonly #forms = new Map<string, number[]>();
  readonly #documents: { routine: KeptRoutine; counts: Map<number, number>; length: number }[];
  readonly #rarity: number[];
  readonly #titleRarity: number[];
  readonly #mean: number;

  constructor(
    private readonly index: Index,
    routines: readonly KeptRoutine[],
  ) {
    for (const [number, line] of index.words.entries()) {
      for (const form of line.split(" ")) this.#forms.set(form, [...(this.#forms.get(form) ?? []), number]);
    }
    this.#documents = routines.map((routine) => {
      const counts = new Map<number, number>();
      for (let at = 0; at < routine.words.length; at += 2) counts.set(routine.words[at] ?? 0, routine.words[at + 1] ?? 0);
      return { routine, counts, length: [...counts.values()].reduce((sum, count) => sum + count, 0) };
    });
    this.#mean = this.#documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, routines.length);
    this.#rarity = rarity(this.#documents.map(({ counts }) => [...counts.keys()]));
    this.#titleRarity = rarity(routines.map((routine) => routine.title_words));
  }

  /** Best first. */
  find(text: string): Hit[] {
    const wanted = this.#wanted(text);
    return this.#documents
      .map(({ routine, counts, length }) => {
        const norm = K1 * (1 - B + (B * length) / this.#mean);
        let sum = 0;
        for (const [number, weight] of wanted) {
          const count = counts.get(number) ?? 0;
          sum += (weight * (this.#rarity[number] ?? 0) * count * (K1 + 1)) / (count + norm);
          if (routine.title_words.includes(number)) sum += weight * (this.#titleRarity[number] ?? 0);
        }
        const titled = routine.title_words.length > 0 && routine.title_words.every((number) => wanted.get(number) === 1);
        return { routine, score: sum / (sum + this.index.good_score), titled };
      })
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score);
  }

  /** The numbers of the words asked for, each with how sure it is that it was meant. */
  #wanted(text: string): Map<number, number> {
    const found = new Map<number, number>();
    const words = wordsOf(text, this.index);
    // "oros anmälan" is typed apart and meant together
    const joined = words.slice(1).map((word, at) => (words[at] ?? "") + word);
    for (const word of [...words, ...joined.filter((word) => this.#forms.has(word))]) {
      for (const [number, weight] of this.#numbersOf(word)) found.set(number, Math.max(weight, found.get(number) ?? 0));
    }
    return found;
  }

  #numbersOf(word: string): [number, number][] {
    const exact = this.#forms.get(word);
    if (exact) return exact.map((number) => [number, 1]);
    if (stem(word).length < 3 || word.length < 4) return [];
    let best = 0;
    let nearest: number[] = [];
    for (const [form, numbers] of this.#forms) {
      const found = likeness(word, form);
      if (found > best) [best, nearest] = [found, [...numbers]];
      else if (found === best && found > 0) nearest.push(...numbers);
    }
    return nearest.map((number) => [number, best]);
  }
}

function rarity(documents: readonly (readonly number[])[]): number[] {
  const containing: number[] = [];
  for (const number of documents.flat()) containing[number] = (containing[number] ?? 0) + 1;
  return containing.map((count) => Math.log(1 + (documents.length - count + 0.5) / (count + 0.5)));
}
