/** Leave at once: nothing on screen, nothing in the tab's storage, nothing in the history. */
export function leave(exitUrl: string, forget: () => void): void {
  document.title = "";
  document.documentElement.replaceChildren();
  forget();
  try {
    sessionStorage.clear();
  } catch {
    // blocked: then there is nothing in it
  }
  location.replace(exitUrl);
}
