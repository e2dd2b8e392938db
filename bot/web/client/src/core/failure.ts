import { t } from "../texts.js";
import { ApiError } from "./api.js";

const CLOCK = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit" });

/** What the person is told when a message did not get through. */
export function failureText(error: unknown): string {
  if (!(error instanceof ApiError)) return t.noNetwork;
  if (error.status !== 429) return error.detail ?? t.failed;
  if (error.retryAfterS === null) return t.tooManySoon;
  return t.tooMany(error.retryAfterS, CLOCK.format(Date.now() + error.retryAfterS * 1000));
}
