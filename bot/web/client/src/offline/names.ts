import type { Index } from "./file.js";
import { stem, wordsOf } from "./words.js";

/** What is asked about a contact, and about a word. Folded stems. */
const CONTACT = stems(
  "nummer numret nr telefon telefonnummer tfn ring ringa na nar kontakt kontakta mejl mejla epost mail oppet oppettider oppen adress hemsida",
);
const TERM = stems("betyder betydelse begrepp begreppet innebar innebord definition forklara forklaring ordet");
const SMALL = stems(
  "vad vem var hur nar ar jag man vi ni du kan far ska vill har till for pa i om av med och den det de en ett ha mig mitt deras dess dom nu idag tack hej",
);

export interface Named {
  kind: "kontakt" | "begrepp";
  ids: string[];
}

/** The contact or the term that a question is about and nothing else: "numret till socialjouren", "vad betyder HRV". */
export function namedIn(text: string, index: Index): Named | null {
  const asked = wordsOf(text, index).map(stem);
  const contact = asked.some((word) => CONTACT.has(word));
  const term = asked.some((word) => TERM.has(word));
  const left = new Set(asked.filter((word) => !SMALL.has(word) && !CONTACT.has(word) && !TERM.has(word)));
  if (!left.size) return null;
  const best = { size: 0, kind: "kontakt" as Named["kind"], ids: new Set<string>() };
  for (const [kind, id, name] of index.names) {
    const words = new Set(wordsOf(name, index).map(stem));
    const meant = kind === "kontakt" ? !term : !contact;
    // every word of the name is there, and no other word that says something
    if (!meant || ![...words].every((word) => asked.includes(word)) || ![...left].every((word) => words.has(word))) continue;
    if (words.size < best.size) continue;
    if (words.size > best.size || kind !== best.kind) Object.assign(best, { size: words.size, kind, ids: new Set() });
    best.ids.add(id);
  }
  return best.ids.size ? { kind: best.kind, ids: [...best.ids] } : null;
}

function stems(words: string): ReadonlySet<string> {
  return new Set(words.split(" ").map(stem));
}
