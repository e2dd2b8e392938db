import { keyOf, type Kind } from "./rules.js";

/** What is stored, and how it is renewed. One store for all builds: files carry their build in the address. */
export const STORE = "vagvisaren-1";
const PATIENCE_MS = 3000;
const ANY_BUILD = { ignoreSearch: true, ignoreVary: true };

/** The newest, unless the network is gone, broken or slow and there is one kept. */
export async function freshFirst(address: string, kind: Kind): Promise<Response> {
  const fresh = renewed(address, kind);
  const kept = await find(keyOf(address, kind));
  if (!kept) return fresh;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  const usable = fresh.then((response) => (response.status < 500 ? response : kept)).catch(() => kept);
  return (await Promise.race([usable, late])).clone();
}

/** A file of a build never changes. Without network another build's is better than none. */
export async function keptFirst(address: string): Promise<Response> {
  const kept = await find(address);
  if (kept) return kept;
  return renewed(address, "built").catch(async (error: unknown) => {
    const store = await caches.open(STORE);
    const other = await store.match(address, ANY_BUILD);
    if (other) return other;
    throw error;
  });
}

/** Fetched and kept. When the server says that it has not changed, the kept one counts as new. */
export async function renewed(address: string, kind: Kind): Promise<Response> {
  const key = keyOf(address, kind);
  const kept = kind === "file" ? await find(key) : undefined;
  const tag = kept?.headers.get("ETag");
  const asked: RequestInit = kind === "file" ? { cache: "no-store", headers: tag ? { "If-None-Match": tag } : {} } : {};
  const response = await fetch(kind === "page" ? key : address, {
    ...asked,
    credentials: "same-origin",
    referrerPolicy: "no-referrer",
  });
  const found = kept && response.status === 304 ? await dated(kept, response.headers.get("Date")) : response;
  if (found.ok && !found.redirected) await (await caches.open(STORE)).put(key, found.clone());
  return found;
}

/** All of a page's parts; then those of earlier builds are let go. */
export async function keep(parts: readonly (readonly [address: string, kind: Kind])[]): Promise<void> {
  for (const [address, kind] of parts) {
    if (kind !== "built" || !(await find(address))) await renewed(address, kind);
  }
  const store = await caches.open(STORE);
  const current = new Set(parts.map(([address]) => address));
  const paths = new Set(parts.map(([address]) => new URL(address).pathname));
  for (const { url } of await store.keys()) {
    if (paths.has(new URL(url).pathname) && new URL(url).search && !current.has(url)) await store.delete(url);
  }
}

export async function letGoOfOtherStores(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name)));
}

async function find(key: string): Promise<Response | undefined> {
  return (await caches.open(STORE)).match(key, { ignoreVary: true });
}

async function dated(kept: Response, date: string | null): Promise<Response> {
  const headers = new Headers(kept.headers);
  if (date) headers.set("Date", date);
  return new Response(await kept.blob(), { headers });
}
