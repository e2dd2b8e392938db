import type { Index } from "./file.js";

const ACCENTS = new Map([..."åäöéèêüáàâíóúñç"].map((letter, index) => [letter, "aaoeeeuaaaiounc"[index] ?? letter]));
/** How long a word must be to be looked for in a compound, and how long the beginning that two compounds share. */
const WHOLE = 4;
const BEGINNING = 8;
const ENDINGS =
  /(?:arnas|ernas|ornas|andes|endes|arna|erna|orna|anden|ande|ades|aren|aste|are|ade|ens|ets|ast|dde|tts|en|et|ar|er|or|as|es|at|na|de|te|it|n|s|t|a|e)$/;

/** As bot/swedish/normalise.py: lower case, without accents. */
export function fold(text: string): string {
  return [...text.toLowerCase().normalize("NFC")].map((letter) => ACCENTS.get(letter) ?? letter).join("");
}

/** Folded words, abbreviations written out. */
export function wordsOf(text: string, { abbreviations }: Index): string[] {
  const written = text
    .toLowerCase()
    .normalize("NFC")
    .replace(/[\p{L}\p{N}]+(?:[.-][\p{L}\p{N}]+)*/gu, (word) => abbreviations[word] ?? word);
  return fold(written).match(/[a-z0-9]+/g) ?? [];
}

/** Without its ending: "barnens" and "barnet" both give "barn". Never shorter than three letters. */
export function stem(word: string): string {
  const bare = word.replace(ENDINGS, "");
  return bare.length >= 3 ? bare : word;
}

/** How alike two words are, 0–1: the same stem, or a compound that begins or ends with the other. The more they share, the more alike. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const [a, b] = [stem(one), stem(other)];
  if (a === b) return a.length > 3 ? 0.9 : 0.6;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const shared = alikeFromTheStart(short, long);
  if (shared >= BEGINNING || (shared === short.length && shared >= WHOLE)) return 0.4 + (0.5 * shared) / long.length;
  return short.length > WHOLE && long.endsWith(short) ? 0.3 + (0.5 * short.length) / long.length : 0;
}

function alikeFromTheStart(short: string, long: string): number {
  const differs = [...short].findIndex((letter, at) => letter !== long[at]);
  return differs < 0 ? short.length : differs;
}
