/**
 * The service worker: keeps the page, its built files and the offline file, and answers with them when there is no network. Every other
 * request, each one that holds a conversation among them, goes past it untouched.
 */
import { freshFirst, keep, keptFirst, letGoOfOtherStores } from "./kept.js";
import { kindOf } from "./rules.js";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", () => void self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(Promise.all([letGoOfOtherStores(), self.clients.claim()])));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const kind = request.method === "GET" ? kindOf(request.url, self.location.origin) : null;
  if (kind === null || (kind === "page" && request.mode !== "navigate")) return;
  event.respondWith(kind === "built" ? keptFirst(request.url) : freshFirst(request.url, kind));
});

self.addEventListener("message", (event: ExtendableMessageEvent) => {
  const { keep: addresses } = event.data as { keep: string[] };
  const parts = addresses.flatMap((address) => {
    const kind = kindOf(address, self.location.origin);
    return kind ? [[address, kind] as const] : [];
  });
  // when the network is gone again, the next visit makes up for it
  event.waitUntil(keep(parts).catch(() => undefined));
});
