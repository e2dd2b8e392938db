import type { Contact } from "./types.js";

/** In one line: the job and who does it, or only who when both say the same. */
export function contactName(contact: Contact): string {
  return saysMore(contact) ? `${contact.role}: ${contact.name}` : contact.name;
}

/** "Socialtjänstens mottagning för barn och familj" and "Socialtjänstens mottagning, barn och familj" need not both be read. */
export function saysMore({ role, name }: Contact): boolean {
  if (!role) return false;
  const words = (text: string) => new Set(text.toLowerCase().match(/\p{L}{4,}/gu));
  const named = words(name);
  return ![...words(role)].every((word) => named.has(word));
}
