const OURS = ["keydown", "keypress", "keyup", "beforeinput", "input", "change", "paste", "copy", "cut"];

/**
 * What is typed here is not for the page around: its one-letter shortcuts do not fire, and a script of its that counts or records keys in
 * the ordinary way does not hear them.
 */
export function keepToOurselves(root: ShadowRoot): void {
  for (const type of OURS) root.addEventListener(type, (event) => event.stopPropagation());
}
