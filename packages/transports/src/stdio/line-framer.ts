import { StringDecoder } from "node:string_decoder";

const newline = 0x0a;

/** How much of the beginning and of the end of a line that is too long is kept, in characters. */
const excerptLength = 512;

/** What a {@link LineFramer} found. */
export interface LineHandler {
  /** A whole line, without its line break. */
  line(text: string): void;
  /** A line that passed the limit. Only its beginning and its end are kept. */
  tooLong(line: { readonly bytes: number; readonly head: string; readonly tail: string }): void;
}

/**
 * Cuts a stream of bytes into lines, at a cost linear in the bytes. Chunks are decoded as they come, so that none has to be kept, and
 * their texts joined once, when the line is complete.
 */
export class LineFramer {
  readonly #maxBytes: number;
  readonly #handler: LineHandler;
  readonly #decoder = new StringDecoder("utf8");
  #texts: string[] = [];
  #bytes = 0;
  #overlong: { readonly head: string; readonly tail: string } | undefined;

  /**
   * @param maxBytes - the longest line that is handed on whole
   */
  constructor(maxBytes: number, handler: LineHandler) {
    this.#maxBytes = maxBytes;
    this.#handler = handler;
  }

  push(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      // Most lines are in a chunk as a whole.
      if (this.#bytes === 0 && end - start <= this.#maxBytes)
        this.#handOn(chunk.toString("utf8", start, end));
      else {
        this.#append(chunk.subarray(start, end));
        this.#endLine();
      }
      start = end + 1;
    }
    if (start < chunk.length) this.#append(chunk.subarray(start));
  }

  /** The stream ended: what is left without a line break is a line too. */
  end(): void {
    if (this.#bytes > 0) this.#endLine();
  }

  #append(part: Buffer): void {
    this.#bytes += part.length;
    const text = this.#decoder.write(part);
    if (this.#overlong) {
      const { head, tail } = this.#overlong;
      this.#overlong = { head, tail: lastOf(tail + text) };
      return;
    }
    this.#texts.push(text);
    if (this.#bytes <= this.#maxBytes) return;
    // Joined, they may be longer than a string can be.
    this.#overlong = { head: headOf(this.#texts), tail: tailOf(this.#texts) };
    this.#texts = [];
  }

  #endLine(): void {
    const bytes = this.#bytes;
    const overlong = this.#overlong;
    const texts = this.#texts;
    texts.push(this.#decoder.end());
    this.#texts = [];
    this.#bytes = 0;
    this.#overlong = undefined;
    if (overlong) this.#handler.tooLong({ bytes, ...overlong });
    else this.#handOn(texts.join(""));
  }

  #handOn(line: string): void {
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    if (text !== "") this.#handler.line(text);
  }
}

function headOf(texts: readonly string[]): string {
  let head = "";
  for (const text of texts) if (head.length < excerptLength) head += text.slice(0, excerptLength);
  return copied(head.slice(0, excerptLength));
}

function tailOf(texts: readonly string[]): string {
  let tail = "";
  for (const text of texts.toReversed()) if (tail.length < excerptLength) tail = lastOf(text) + tail;
  return copied(lastOf(tail));
}

function lastOf(text: string): string {
  return text.slice(-excerptLength);
}

/** A part of a string, as long as it is, keeps the whole of it in memory. */
function copied(part: string): string {
  return Buffer.from(part).toString();
}
