const SHAPE = /(?<!\d)(?:\d{2})?\d{6}\s?[-+–−]?\s?\d{4}(?!\d)/g;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The personnummer and samordningsnummer (day + 60) in a text, as they were written. */
export function personnummerIn(text: string): string[] {
  return [...text.matchAll(SHAPE)].map(([found]) => found).filter(isPersonnummer);
}

export function withoutPersonnummer(text: string, replacement: string): string {
  return text.replace(SHAPE, (found) => (isPersonnummer(found) ? replacement : found));
}

function isPersonnummer(written: string): boolean {
  const digits = written.replace(/\D/g, "");
  if (digits.length === 12 && !/^(18|19|20)/.test(digits)) return false;
  const ten = digits.slice(-10);
  return isDate(ten) && checksum(ten);
}

function isDate(ten: string): boolean {
  const day = Number(ten.slice(4, 6));
  const last = DAYS[Number(ten.slice(2, 4)) - 1] ?? 0;
  return (day >= 1 && day <= last) || (day >= 61 && day <= last + 60);
}

function checksum(ten: string): boolean {
  const sum = [...ten].reduce((total, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return sum % 10 === 0;
}
