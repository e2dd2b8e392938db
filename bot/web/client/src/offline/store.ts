import type { Engine } from "./engine.js";
import type { OfflineFile } from "./file.js";

/** What the built static/offline.js exports. */
interface Script {
  Engine: typeof Engine;
}

const PATIENCE_MS = 15_000;

/** The engine and its file, fetched once; from the service worker's store when there is no network. */
export class Store {
  /** Loaded and usable at once. */
  engine: Engine | null = null;
  #loading: Promise<Engine | null> | null = null;

  constructor(private readonly base: string) {}

  /** Beside the main script, of the same build. */
  static get script(): string {
    return new URL(`offline.js${new URL(import.meta.url).search}`, import.meta.url).href;
  }

  fileOf(organisation: string): string {
    return `${this.base}/api/organisations/${encodeURIComponent(organisation)}/offline`;
  }

  /** Null when it cannot be had now; asking again later tries again. */
  load(organisation: string): Promise<Engine | null> {
    if (this.engine || !organisation) return Promise.resolve(this.engine);
    this.#loading ??= this.#fetch(organisation)
      .catch(() => null)
      .then((engine) => {
        this.#loading = null;
        this.engine = engine;
        return engine;
      });
    return this.#loading;
  }

  async #fetch(organisation: string): Promise<Engine | null> {
    const asked = { referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE_MS) } as const;
    const response = await fetch(this.fileOf(organisation), asked);
    if (!response.ok) return null;
    const [file, script] = await Promise.all([response.json() as Promise<OfflineFile>, import(Store.script) as Promise<Script>]);
    const date = response.headers.get("Date");
    return new script.Engine(file, date ? new Date(date) : null);
  }
}
