import { randomBytes } from "node:crypto";

interface StoredResult {
  readonly thread: string;
  readonly text: string;
  readonly bytes: number;
}

/** How many times the room of one thread all threads have together. */
const threadsAtOnce = 4;

/**
 * The results that models saw only a part of. What was not read for longest goes first: when its own thread needs the room,
 * or when all together do.
 */
export class ResultStore {
  readonly #keepBytes: number;
  /** In the order of use, the oldest first. */
  readonly #results = new Map<string, StoredResult>();

  /** @param keepBytes - the room of each thread */
  constructor(keepBytes: number) {
    this.#keepBytes = keepBytes;
  }

  /** @returns the handle, or `undefined` when the text is larger than all that is kept */
  put(thread: string, text: string): string | undefined {
    const bytes = Buffer.byteLength(text);
    if (bytes > this.#keepBytes) return undefined;
    const handle = randomBytes(6).toString("hex");
    this.#results.set(handle, { thread, text, bytes });
    this.#makeRoom((result) => result.thread === thread, this.#keepBytes);
    this.#makeRoom(() => true, this.#keepBytes * threadsAtOnce);
    return handle;
  }

  /** A result of the same thread that is still there. */
  get(thread: string, handle: string): string | undefined {
    const result = this.#results.get(handle);
    if (result === undefined || result.thread !== thread) return undefined;
    this.#results.delete(handle);
    this.#results.set(handle, result);
    return result.text;
  }

  #makeRoom(counts: (result: StoredResult) => boolean, most: number): void {
    const counted = [...this.#results].filter(([, result]) => counts(result));
    let sum = counted.reduce((bytes, [, result]) => bytes + result.bytes, 0);
    for (const [handle, { bytes }] of counted) {
      if (sum <= most) return;
      this.#results.delete(handle);
      sum -= bytes;
    }
  }
}

/** Whom a run is for, by its context: results of somebody else are not given to it. */
export type OwnerOf = (context: unknown) => string;

/** The run that asks. */
export interface AskingRun {
  readonly configurable?: Readonly<Record<string, unknown>> | undefined;
  readonly context?: unknown;
}

/** The thread that a run belongs to, and its owner. Runs without a thread share their results: a handle cannot be guessed. */
export function threadOf({ configurable, context }: AskingRun, ownerOf: OwnerOf): string {
  const thread = configurable?.thread_id;
  return JSON.stringify([ownerOf(context), thread === undefined ? "" : String(thread)]);
}
