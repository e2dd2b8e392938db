import { t } from "../texts.js";
import { ApiError, NetworkError } from "./api.js";

const CLOCK = new Intl.DateTimeFormat("sv-SE", { hour: "2-digit", minute: "2-digit" });

/** The network is gone, or the server is and something before it says so. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ApiError && [502, 503, 504].includes(error.status));
}

/** What the person is told when a message did not get through. */
export function failureText(error: unknown): string {
  if (!(error instanceof ApiError)) return t.noNetwork;
  if (error.status !== 429) return error.detail ?? t.failed;
  if (error.retryAfterS === null) return t.tooManySoon;
  return t.tooMany(error.retryAfterS, CLOCK.format(Date.now() + error.retryAfterS * 1000));
}
