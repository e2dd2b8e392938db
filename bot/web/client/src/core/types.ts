/** The contract of docs/http-api.md. Optional fields are null or empty, never absent. */

export interface Choice {
  choice: string;
  label: string;
}

export interface Phone {
  number: string;
  display: string;
  spoken: string;
  name: string | null;
}

export interface Contact {
  id: string;
  name: string;
  role: string | null;
  for_whom: string | null;
  phones: Phone[];
  email: string | null;
  url: string | null;
  open: { state: "open" | "closed" | "always" | "unknown"; label: string };
  hours: { days: string; hours: string }[];
  good_to_know: string[];
  caveat: string | null;
  verified_on: string | null;
  why: string | null;
  missing: boolean;
  local: boolean;
}

export interface Step {
  text: string;
  contact: { id: string; name: string; phone: Phone | null } | null;
  routine: Choice | null;
  local: boolean;
}

export interface Law {
  law: string;
  paragraph: string | null;
  about: string | null;
}

export interface Source {
  title: string;
  url: string | null;
  fetched_on: string | null;
}

export interface Origin {
  level: "national" | "local" | "mixed";
  label: string;
  owner: string;
  reviewed_on: string;
  review_by: string;
  overdue: boolean;
  status: "exempel" | "utkast" | "granskad";
  status_label: string | null;
  local_parts: string[];
}

export interface TextMessage {
  type: "text";
  text: string;
}

export interface NoticeMessage {
  type: "notice";
  level: "info" | "warning";
  text: string;
}

export interface EmergencyMessage {
  type: "emergency";
  card: boolean;
  title: string;
  text: string;
  phone: Phone;
  steps: string[];
  contacts: Contact[];
}

export interface RoutineMessage {
  type: "routine";
  id: string;
  title: string;
  answer: string;
  urgency: "nu" | "idag" | "planera";
  urgency_label: string;
  adapted_for: string | null;
  first_contact: Contact | null;
  steps: Step[];
  avoid: string[];
  contacts: Contact[];
  laws: Law[];
  sources: Source[];
  origin: Origin;
  related: Choice[];
}

export interface ContactsMessage {
  type: "contacts";
  title: string;
  text: string | null;
  contacts: Contact[];
}

export interface TermMessage {
  type: "term";
  id: string;
  term: string;
  definition: string;
  aliases: string[];
  source: Source;
  related: Choice[];
}

export interface ChoicesMessage {
  type: "choices";
  text: string;
  choices: Choice[];
}

/** Made by the client, of the offline file: every routine to choose from. */
export interface BrowseMessage {
  type: "browse";
  groups: { title: string; choices: Choice[] }[];
}

export type Message =
  | TextMessage
  | NoticeMessage
  | EmergencyMessage
  | RoutineMessage
  | ContactsMessage
  | TermMessage
  | ChoicesMessage
  | BrowseMessage;

export interface Named {
  id: string;
  name: string;
}

export interface Context {
  organisation: string;
  unit: Named | null;
  role: Named | null;
}

export type Kind = "acute" | "answer" | "clarify" | "contact" | "term" | "redirect" | "smalltalk";

export interface Turn {
  /** Empty when the answer was found without the server, which then knows nothing of it. */
  turn: string;
  outcome: { kind: Kind; routine: string | null; reason: string | null; urgent: boolean; simplified: boolean };
  context: Context;
  messages: Message[];
}

export interface Started {
  id: string;
  organisation: string;
  /** Sent by the app although the contract does not promise it. */
  context?: Context;
  greeting: Message[];
  expires_in_s: number;
}

export interface Organisation {
  id: string;
  name: string;
  status: string;
  status_label: string | null;
  units: { id: string; name: string; kind: string; kind_name: string }[];
  roles: Named[];
  emergency: Contact[];
  onward: Contact[];
}

export interface Person {
  organisation: string | null;
  unit: string | null;
  role: string | null;
}

export type Say = { text: string } | { choice: string };

export type Reason = "fel_i_rutinen" | "fel_rutin" | "otydligt" | "annat";

export interface Feedback {
  turn: string;
  helpful: boolean;
  reason?: Reason;
  comment?: string;
}
