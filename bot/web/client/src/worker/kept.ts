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

/** Fetched and kept. What the browser's own cache still has and the server calls unchanged is not sent again. */
export async function renewed(address: string, kind: Kind): Promise<Response> {
  const key = keyOf(address, kind);
  const response = await fetch(key, { cache: kind === "built" ? "default" : "no-cache", referrerPolicy: "no-referrer" });
  if (response.ok && !response.redirected) await (await caches.open(STORE)).put(key, response.clone());
  return response;
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
