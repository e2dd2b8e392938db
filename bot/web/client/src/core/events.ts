import type { Choice, RoutineMessage } from "./types.js";

/** A button the server sent was pressed. Prevented when the choice is not made yet, only begun. */
export class ChooseEvent extends Event {
  static readonly type = "vv-choose";

  constructor(readonly choice: Choice) {
    super(ChooseEvent.type, { bubbles: true, composed: true, cancelable: true });
  }
}

/** Words for the hidden live region. */
export class SpeakEvent extends Event {
  static readonly type = "vv-speak";

  constructor(readonly text: string) {
    super(SpeakEvent.type, { bubbles: true, composed: true });
  }
}

/** A routine is wanted on paper. */
export class PrintEvent extends Event {
  static readonly type = "vv-print";

  constructor(readonly routine: RoutineMessage) {
    super(PrintEvent.type, { bubbles: true, composed: true });
  }
}
