import type { Writable } from "node:stream";

type Taken = (error?: Error | null) => void;

/** A line that waits for the one before it. */
class WaitingLine {
  constructor(
    readonly line: string,
    readonly taken: Taken,
  ) {}
}

/**
 * Writes each line to a pipe by itself: a line waits until the one before it has been taken. A pipe of Node.js writes what waits
 * together, and when that fails, nobody knows which of it has been read. A line that alone was not taken whole has not been.
 */
export class LineWriter {
  readonly #pipe: Writable;
  #waiting: WaitingLine[] = [];
  #isEnding = false;

  constructor(pipe: Writable) {
    this.#pipe = pipe;
  }

  /** @param taken - called when the operating system has taken the line, or with why it has not: then nobody has read it */
  write(line: string, taken: Taken): void {
    if (this.#isBusy) this.#waiting.push(new WaitingLine(line, taken));
    else this.#give(line, taken);
  }

  /** Ends the pipe after what has been written. */
  end(): void {
    this.#isEnding = true;
    if (this.#waiting.length === 0) this.#pipe.end();
  }

  get #isBusy(): boolean {
    return this.#waiting.length > 0 || this.#pipe.writableLength > 0;
  }

  #give(line: string, taken: Taken): void {
    this.#pipe.write(`${line}\n`, (error) => {
      taken(error);
      if (this.#waiting.length > 0) this.#giveWaiting();
    });
  }

  /** Most lines are taken at once, so one after the other is given until one is not. */
  #giveWaiting(): void {
    let given = 0;
    for (const { line, taken } of this.#waiting) {
      if (this.#pipe.writableLength > 0) break;
      given += 1;
      this.#give(line, taken);
    }
    this.#waiting.splice(0, given);
    if (this.#isEnding && this.#waiting.length === 0) this.#pipe.end();
  }
}
