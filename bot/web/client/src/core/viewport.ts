const KEYBOARD_PX = 120;

/**
 * Keeps the frame inside what the on-screen keyboard leaves, for browsers that cover the page instead of resizing it.
 * Hands off while the person has pinched to zoom.
 */
export function followKeyboard(host: HTMLElement): () => void {
  const visible = window.visualViewport;
  if (!visible) return () => undefined;
  const fit = () => {
    const covered = visible.scale < 1.05 && window.innerHeight - visible.height > KEYBOARD_PX;
    host.toggleAttribute("keyboard", covered);
    host.style.setProperty("--vv-visible", `${visible.height}px`);
    host.style.setProperty("--vv-shift", `${visible.offsetTop}px`);
  };
  visible.addEventListener("resize", fit);
  visible.addEventListener("scroll", fit);
  return () => {
    visible.removeEventListener("resize", fit);
    visible.removeEventListener("scroll", fit);
  };
}

export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

export function wantsCalm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
