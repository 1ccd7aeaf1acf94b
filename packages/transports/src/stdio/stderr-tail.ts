import { StringDecoder } from "node:string_decoder";

/** Keeps the end of a process's standard error, and hands on each complete line. */
export class StderrTail {
  readonly #maxLength: number;
  readonly #onLine: (line: string) => void;
  readonly #decoder = new StringDecoder("utf8");
  #tail = "";
  #line = "";

  /**
   * @param maxLength - how many characters of the end are kept
   * @param onLine - called for each complete line
   */
  constructor(maxLength: number, onLine: (line: string) => void) {
    this.#maxLength = maxLength;
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    this.#add(this.#decoder.write(chunk));
  }

  end(): void {
    this.#add(this.#decoder.end());
    if (this.#line !== "") this.#onLine(this.#line);
    this.#line = "";
  }

  toString(): string {
    return this.#tail;
  }

  #add(text: string): void {
    this.#tail = (this.#tail + text).slice(-this.#maxLength);
    const lines = text.split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      this.#onLine((this.#line + line).trimEnd());
      this.#line = "";
    }
    // A flood without line breaks is cut, not kept.
    this.#line = (this.#line + last).slice(-this.#maxLength);
  }
}
