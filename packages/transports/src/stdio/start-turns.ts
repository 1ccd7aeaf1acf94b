/** A place among the starts that are under way at a time. */
export interface StartTurn {
  /** Resolves when the turn has come, or was given up. */
  readonly come: Promise<void>;
  /** Whether it has, so that whoever does not have to wait can begin at once. */
  readonly hasCome: boolean;
  /** Lets the next one start; before the turn has come it gives it up. Idempotent. */
  readonly end: () => void;
}

/** Has so many start at a time, the others in the order in which they came. */
export class StartTurns {
  readonly #longestMs: number;
  readonly #waiting = new Set<Turn>();
  #room: number;

  /**
   * @param atOnce - how many start at a time
   * @param longestMs - after how long a turn ends by itself, in milliseconds
   */
  constructor(atOnce: number, longestMs: number) {
    this.#room = atOnce;
    this.#longestMs = longestMs;
  }

  take(): StartTurn {
    const turn = new Turn(() => {
      const wasGivenUp = this.#waiting.delete(turn);
      if (!wasGivenUp) this.#room += 1;
      this.#fillRoom();
    });
    this.#waiting.add(turn);
    this.#fillRoom();
    return turn;
  }

  #fillRoom(): void {
    for (const turn of this.#waiting) {
      if (this.#room === 0) return;
      this.#room -= 1;
      this.#waiting.delete(turn);
      turn.begin(this.#longestMs);
    }
  }
}

class Turn implements StartTurn {
  readonly come: Promise<void>;
  hasCome = false;
  readonly #onEnd: () => void;
  #letCome: () => void = () => {};
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
    this.come = new Promise((resolve) => {
      this.#letCome = resolve;
    });
  }

  begin(longestMs: number): void {
    this.#timer = setTimeout(this.end, longestMs);
    this.#come();
  }

  readonly end = (): void => {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#come();
    this.#onEnd();
  };

  #come(): void {
    this.hasCome = true;
    this.#letCome();
  }
}
