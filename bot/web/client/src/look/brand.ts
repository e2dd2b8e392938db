import { t } from "../texts.js";
import { BLACK, contrast, ENOUGH, fromComputed, fromHex, hex, mix, plainOn, readableOn, WHITE, type Rgb } from "./colour.js";

/** The grounds of tokens.ts: paper and card. */
const LIGHT = [fromHex("#f6f1e6"), fromHex("#fffdf8")] as const;
const DARK = [fromHex("#141d1a"), fromHex("#1c2723")] as const;
const TINT = 0.12;

/** The colours of the page around: its attributes, else its custom properties. Empty when it has chosen none. */
export function chosenColours(host: HTMLElement): { primary: string; onPrimary: string } {
  const style = getComputedStyle(host);
  const chosen = (name: string) => (host.getAttribute(name) ?? style.getPropertyValue(`--vagvisaren-${name}`)).trim();
  return { primary: chosen("primary"), onPrimary: chosen("on-primary") };
}

/**
 * The style sheet for a chosen colour pair, or null for our own. A colour that cannot be used is refused and a pair that cannot be read is
 * corrected, with a warning to whoever builds the page. Text and lines get the colour darkened or lightened until it can be read.
 */
export function brandSheet(root: ShadowRoot, primary: string, onPrimary: string, warn: (text: string) => void): string | null {
  if (!primary) return null;
  const fill = resolve(root, primary);
  if (!fill) {
    warn(t.colourRefused(primary));
    return null;
  }
  const onFill = onFillOf(root, fill, onPrimary, warn);
  const light = scheme(LIGHT, fill, BLACK);
  const dark = scheme(DARK, fill, WHITE);
  const pair = `--vv-fill:${hex(fill)};--vv-on-fill:${hex(onFill)}`;
  return `@media screen{:host{${pair};${light}}}@media screen and (prefers-color-scheme:dark){:host{${dark}}}`;
}

function onFillOf(root: ShadowRoot, fill: Rgb, onPrimary: string, warn: (text: string) => void): Rgb {
  const plain = plainOn(fill);
  if (!onPrimary) return plain;
  const found = resolve(root, onPrimary);
  if (!found) {
    warn(t.colourRefused(onPrimary));
    return plain;
  }
  const measured = contrast(fill, found);
  if (measured >= ENOUGH) return found;
  warn(t.colourCorrected(hex(found), hex(fill), measured, hex(plain)));
  return plain;
}

function scheme([paper, card]: readonly [Rgb, Rgb], fill: Rgb, towards: Rgb): string {
  const wash = mix(card, fill, TINT);
  return `--vv-pine:${hex(readableOn([paper, card, wash], fill, towards))};--vv-pine-wash:${hex(wash)}`;
}

/** Any colour CSS knows, as the browser understands it. */
function resolve(root: ShadowRoot, written: string): Rgb | null {
  if (!CSS.supports("color", written) || written.includes("var(")) return null;
  const probe = document.createElement("i");
  probe.style.color = written;
  // brings oklch() and its like into sRGB
  if (CSS.supports("color", "color-mix(in srgb, red, red)")) probe.style.color = `color-mix(in srgb, ${written}, ${written})`;
  root.append(probe);
  const found = fromComputed(getComputedStyle(probe).color);
  probe.remove();
  return found;
}
