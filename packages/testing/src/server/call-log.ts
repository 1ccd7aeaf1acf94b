import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** One line of the call log of a reference server. */
export interface CallLogEntry {
  /** `cancelled` takes the place of `end` when the client cancelled the call or went away. */
  readonly event: "start" | "end" | "cancelled";
  /** Counts the calls of a process. */
  readonly call: number;
  readonly tool: string;
  /** What the tool was called with (in `start` only). */
  readonly input?: unknown;
  readonly pid: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Writes what happens to tool calls to a file, one JSON object a line, before anything else happens. */
export class CallLog {
  private calls = 0;

  constructor(private readonly file: string | undefined) {}

  /** Notes the start of a call. The returned functions note how it ended; the first one counts. */
  start(tool: string, input: unknown): { end(): void; cancelled(): void } {
    const call = ++this.calls;
    let open = true;
    const settle = (event: "end" | "cancelled") => {
      if (open) this.write({ event, call, tool });
      open = false;
    };
    this.write({ event: "start", call, tool, input });
    return { end: () => settle("end"), cancelled: () => settle("cancelled") };
  }

  private write(entry: Omit<CallLogEntry, "pid" | "at">): void {
    if (this.file === undefined) return;
    const line: CallLogEntry = { ...entry, pid: process.pid, at: Date.now() };
    // Written in place: a call that crashes the process is seen to have started.
    appendFileSync(this.file, `${JSON.stringify(line)}\n`);
  }
}

/**
 * Reads the call log of a reference server, in the order of the events. Empty when no tool was called yet.
 *
 * @param file - the file given as `log`
 */
export function readCallLog(file: string): CallLogEntry[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  // What follows the last line break is empty, or a line that is being written.
  return lines.slice(0, -1).map((line): CallLogEntry => JSON.parse(line));
}
