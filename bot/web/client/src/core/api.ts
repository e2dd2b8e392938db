import type { Feedback, Organisation, Person, Say, Started, Turn } from "./types.js";

const PATIENCE_MS = 20_000;

/** The server answered, but not with what was asked for. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string | null,
    readonly retryAfterS: number | null,
  ) {
    super(`HTTP ${status}`);
  }
}

/** No answer at all: no network, blocked, or too slow. */
export class NetworkError extends Error {}

export class Api {
  constructor(private readonly base: string) {}

  start(person: Person): Promise<Started> {
    const given = Object.fromEntries(Object.entries(person).filter(([, value]) => value));
    return this.#json("POST", "/api/conversations", given);
  }

  say(id: string, say: Say): Promise<Turn> {
    return this.#json("POST", `${path(id)}/messages`, say);
  }

  async feedback(id: string, feedback: Feedback): Promise<void> {
    await this.#call("POST", `${path(id)}/feedback`, feedback);
  }

  async previewGap(id: string, turn: string): Promise<string> {
    const found = await this.#json<{ text: string }>("GET", `${path(id)}/gap?turn=${encodeURIComponent(turn)}`);
    return found.text;
  }

  async sendGap(id: string, turn: string): Promise<void> {
    await this.#call("POST", `${path(id)}/gap`, { turn });
  }

  organisation(id: string): Promise<Organisation> {
    return this.#json("GET", `/api/organisations/${encodeURIComponent(id)}`);
  }

  /** Settles when the server can be reached; no cache may answer for it. */
  async reach(): Promise<void> {
    await this.#call("GET", "/healthz", undefined, "no-store");
  }

  /** Outlives the page, so that leaving does not have to wait. Failing is fine: the server forgets after an hour. */
  forget(id: string): void {
    void fetch(this.base + path(id), { method: "DELETE", keepalive: true, referrerPolicy: "no-referrer" }).catch(() => undefined);
  }

  async #json<T>(method: string, where: string, body?: object): Promise<T> {
    const response = await this.#call(method, where, body);
    const found: unknown = await response.json().catch(() => {
      throw new NetworkError();
    });
    return found as T;
  }

  async #call(method: string, where: string, body?: object, cache: RequestCache = "default"): Promise<Response> {
    const response = await fetch(this.base + where, {
      method,
      cache,
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body ? { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {}),
    }).catch(() => {
      throw new NetworkError();
    });
    if (!response.ok) throw await problem(response);
    return response;
  }
}

function path(id: string): string {
  return `/api/conversations/${encodeURIComponent(id)}`;
}

async function problem(response: Response): Promise<ApiError> {
  const found: unknown = await response.json().catch(() => null);
  const detail = found !== null && typeof found === "object" && "detail" in found ? found.detail : null;
  return new ApiError(response.status, typeof detail === "string" ? detail : null, seconds(response.headers.get("Retry-After")));
}

/** Retry-After is either seconds or a date. */
function seconds(header: string | null): number | null {
  if (!header) return null;
  const given = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(given) ? Math.max(1, Math.ceil(given)) : null;
}
