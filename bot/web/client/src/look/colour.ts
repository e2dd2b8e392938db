/** Red, green and blue, 0–255. */
export type Rgb = readonly [number, number, number];

/** WCAG 2.2, 1.4.3: text of ordinary size. */
export const ENOUGH = 4.5;
export const BLACK: Rgb = [0, 0, 0];
export const WHITE: Rgb = [255, 255, 255];

const STEP = 0.04;

/** WCAG's contrast, 1–21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** `share` of the second colour, 0–1. */
export function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2) => Math.round(one[index] + (other[index] - one[index]) * share);
  return [part(0), part(1), part(2)];
}

/** The colour itself, or as little as needed of it mixed towards black or white, so that it can be read on every ground. */
export function readableOn(grounds: readonly Rgb[], colour: Rgb, towards: Rgb): Rgb {
  for (let share = 0; share < 1; share += STEP) {
    const tried = mix(colour, towards, share);
    if (grounds.every((ground) => contrast(tried, ground) >= ENOUGH)) return tried;
  }
  return towards;
}

/** Black or white, whichever can be read better on it: one of them always can. */
export function plainOn(ground: Rgb): Rgb {
  return contrast(BLACK, ground) > contrast(WHITE, ground) ? BLACK : WHITE;
}

export function hex(colour: Rgb): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

export function fromHex(written: string): Rgb {
  const part = (at: number) => parseInt(written.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

/** A computed colour: "rgb(20, 82, 74)" or "color(srgb 0.08 0.32 0.29)". Null when it can be seen through or is written otherwise. */
export function fromComputed(computed: string): Rgb | null {
  const found = /^(rgba?|color)\((srgb )?([^)]*)\)$/.exec(computed);
  const parts = (found?.[3] ?? "").split(/[\s,/]+/).map(Number);
  const [red, green, blue, opacity = 1] = parts;
  if (!found || red === undefined || green === undefined || blue === undefined || parts.some(Number.isNaN) || opacity < 1)
    return null;
  const scale = found[2] ? 255 : 1;
  const whole = (part: number) => Math.min(255, Math.max(0, Math.round(part * scale)));
  return [whole(red), whole(green), whole(blue)];
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
