const WITHIN_MS = 2000;

/** Calls `act` after three presses of Shift on its own. Typing a capital letter does not count. */
export function onThreeShifts(act: () => void): () => void {
  let pressed: number[] = [];
  const down = (event: KeyboardEvent) => {
    if (event.key !== "Shift") pressed = [];
    else if (!event.repeat) {
      pressed = [...pressed.filter((time) => event.timeStamp - time < WITHIN_MS), event.timeStamp];
      if (pressed.length >= 3) act();
    }
  };
  addEventListener("keydown", down, true);
  return () => removeEventListener("keydown", down, true);
}
