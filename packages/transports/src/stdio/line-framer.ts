const newline = 0x0a;
const carriageReturn = 0x0d;

/** How much of the beginning and of the end of a line that is too long is kept. */
const excerptBytes = 512;

/** What a {@link LineFramer} found. */
export interface LineHandler {
  /** A whole line, without its line break. */
  line(text: string): void;
  /** A line that passed the limit. Only its beginning and its end are kept. */
  tooLong(line: { readonly bytes: number; readonly head: string; readonly tail: string }): void;
}

/**
 * Cuts a stream of bytes into lines, at a cost linear in the bytes: chunks are kept as they come and joined once, when
 * their line is complete.
 */
export class LineFramer {
  readonly #maxBytes: number;
  readonly #handler: LineHandler;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #overlong: { head: Buffer; tail: Buffer } | undefined;

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
      this.#append(chunk.subarray(start, end));
      this.#endLine();
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
    if (this.#overlong) {
      this.#overlong.tail = lastBytes(Buffer.concat([this.#overlong.tail, lastBytes(part)]));
      return;
    }
    this.#chunks.push(part);
    if (this.#bytes <= this.#maxBytes) return;
    const line = Buffer.concat(this.#chunks);
    this.#overlong = {
      head: Buffer.from(line.subarray(0, excerptBytes)),
      tail: Buffer.from(lastBytes(line)),
    };
    this.#chunks = [];
  }

  #endLine(): void {
    const bytes = this.#bytes;
    const overlong = this.#overlong;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#bytes = 0;
    this.#overlong = undefined;
    if (overlong) {
      this.#handler.tooLong({
        bytes,
        head: overlong.head.toString("utf8"),
        tail: overlong.tail.toString("utf8"),
      });
      return;
    }
    const [first = Buffer.alloc(0)] = chunks;
    const line = chunks.length > 1 ? Buffer.concat(chunks, bytes) : first;
    const end = line.at(-1) === carriageReturn ? line.length - 1 : line.length;
    if (end > 0) this.#handler.line(line.toString("utf8", 0, end));
  }
}

function lastBytes(buffer: Buffer): Buffer {
  return buffer.subarray(Math.max(0, buffer.length - excerptBytes));
}
