/**
 * `--vv-text` in em at the element's edge is then one length for all that is inside. Without it (an old browser) each part reckons from
 * its own size, which is nearly the same.
 */
export function registerTextSize(): void {
  try {
    CSS.registerProperty({ name: "--vv-text", syntax: "<length>", inherits: true, initialValue: "16px" });
  } catch {
    // the page around has loaded us twice, or the browser is old
  }
}
