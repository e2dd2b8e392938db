/** The offline file: GET /api/organisations/{id}/offline, as docs/http-api.md tells it. */
import type {
  Choice,
  Contact,
  EmergencyMessage,
  Message,
  Organisation,
  Origin,
  RoutineMessage,
  TermMessage,
} from "../core/types.js";

/** Minutes from midnight; over 1440 passes midnight. */
export type Times = [start: number, end: number][];

export interface Hours {
  /** Monday first. */
  week: Times[];
  /** null: as on an ordinary day. */
  holidays: Times | null;
  exceptions: Record<string, Times>;
}

export interface KeptContact {
  view: Omit<Contact, "open" | "role" | "why">;
  times: Hours | "always" | null;
}

export interface Reference {
  contact: string;
  role: string | null;
  why: string | null;
}

export interface KeptStep {
  text: string;
  contact: string | null;
  routine: Choice | null;
  local: boolean;
}

export type KeptCard = Omit<RoutineMessage, "type" | "adapted_for" | "first_contact" | "contacts" | "steps" | "origin"> & {
  origin: Omit<Origin, "overdue">;
};

export interface Shown {
  card: KeptCard;
  steps: KeptStep[];
  contacts: string[];
}

export interface KeptRoutine extends Shown {
  variants: (Partial<Omit<Shown, "card">> & { card?: Partial<KeptCard> })[];
  /** "role|kind of unit" → which variant, and `adapted_for`. */
  people: Record<string, [variant: number, adaptedFor: string | null]>;
  /** Pairs: number of the word, weight. */
  words: number[];
  title_words: number[];
}

export interface Index {
  /** A dictionary form and the forms it was seen in, folded, parted by blanks. */
  words: string[];
  good_score: number;
  abbreviations: Record<string, string>;
  names: [kind: "kontakt" | "begrepp", id: string, folded: string][];
  danger: string[];
  damping: string[];
}

export interface OfflineFile {
  organisation: Omit<Organisation, "emergency" | "onward">;
  greeting: Message[];
  emergency: EmergencyMessage;
  emergency_line: EmergencyMessage;
  duty: string[];
  onward: string[];
  holidays: string[];
  contacts: Record<string, KeptContact>;
  references: Record<string, Reference>;
  unit_references: Record<string, Record<string, Reference | null>>;
  after_hours: Record<string, string>;
  routines: KeptRoutine[];
  terms: TermMessage[];
  index: Index;
  texts: {
    open: Record<string, string>;
    days: string[];
    months: string[];
    moved: string;
    after_hours: string;
    contact: string;
    contacts: string;
    onward: string;
    clarify: string;
  };
}
