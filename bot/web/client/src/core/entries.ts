import type { Message, Say, Turn } from "./types.js";

/** What the person wrote or pressed. A failed one keeps its text. */
export interface Said {
  kind: "said";
  key: number;
  text: string;
  say: Say;
  /** "late": so slow that the stored routines are offered instead. */
  state: "sending" | "slow" | "late" | "answered" | "failed";
  failure: string | null;
}

/** An answer; the greeting is one without a turn. */
export interface Answer {
  kind: "answer";
  key: number;
  turn: Turn | null;
  messages: readonly Message[];
  /** Found without the network: the key of the words it answers, or "greeting". The real answer takes its place. */
  insteadOf?: number | "greeting";
}

export type Entry = Said | Answer;
