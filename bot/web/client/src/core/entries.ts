import type { Message, Say, Turn } from "./types.js";

/** What the person wrote or pressed. A failed one keeps its text. */
export interface Said {
  kind: "said";
  key: number;
  text: string;
  say: Say;
  state: "sending" | "slow" | "answered" | "failed";
  failure: string | null;
}

/** An answer; the greeting is one without a turn. */
export interface Answer {
  kind: "answer";
  key: number;
  turn: Turn | null;
  messages: readonly Message[];
}

export type Entry = Said | Answer;
