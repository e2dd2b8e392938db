const KEY = "vagvisaren";

/** The conversation's id and nothing else, for this tab only. Where storage is blocked it lives in memory. */
export class Session {
  #id: string | null = null;

  get id(): string | null {
    try {
      return sessionStorage.getItem(KEY) ?? this.#id;
    } catch {
      return this.#id;
    }
  }

  set id(id: string | null) {
    this.#id = id;
    try {
      if (id) sessionStorage.setItem(KEY, id);
      else sessionStorage.removeItem(KEY);
    } catch {
      // blocked: memory is enough
    }
  }
}
