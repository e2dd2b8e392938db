/** How a request is answered; null: not by us. Nothing that holds a conversation is ever among them. */
export type Kind = "page" | "built" | "file";

const PAGE = /^\/(o\/[^/]+)?$/;
const FILE = /^\/api\/organisations\/[^/]+\/offline$/;

export function kindOf(address: string, origin: string): Kind | null {
  const url = new URL(address);
  if (url.origin !== origin) return null;
  // one that names no build may change under its address
  if (url.pathname.startsWith("/static/")) return url.searchParams.has("v") ? "built" : null;
  if (FILE.test(url.pathname)) return "file";
  return PAGE.test(url.pathname) ? "page" : null;
}

/** Under what a response is kept: a page and the file without whatever followed a question mark. */
export function keyOf(address: string, kind: Kind): string {
  const url = new URL(address);
  return kind === "built" ? url.href : url.origin + url.pathname;
}
