import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import type { Logger } from "pino";

/** The longest that is written of what a client chose, in characters. */
const longest = 200;

interface Line {
  who: string;
  what: string;
  address: string;
  reason: string | undefined;
}

/** Writes a line for each request when it is over: who asked for what, what came of it, and how long it took. */
export class Audit {
  readonly #logger: Logger;
  readonly #lines = new WeakMap<IncomingMessage, Line>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  begin(request: IncomingMessage, response: ServerResponse): void {
    const startedAt = performance.now();
    // The query may hold secrets.
    const what = `${request.method} ${cut(request.url?.split("?", 1)[0] ?? "")}`;
    const line: Line = { who: "anonymous", what, address: "", reason: undefined };
    this.#lines.set(request, line);
    response.once("close", () => {
      const ms = Math.round(performance.now() - startedAt);
      const { statusCode: status } = response;
      const outcome = outcomeOf(status, response.writableFinished);
      this.#logger.info({ audit: { ...line, outcome, status, ms } }, "audit");
    });
  }

  /** Adds what became known. `what` follows what is there. */
  note(request: IncomingMessage, { what, ...facts }: Partial<Line>): void {
    const line = this.#lines.get(request);
    if (!line) return;
    Object.assign(line, facts);
    if (what !== undefined) line.what += ` ${cut(what)}`;
  }
}

function outcomeOf(status: number, finished: boolean): string {
  if (status >= 500) return "failed";
  if (status >= 400) return "refused";
  return finished ? "done" : "cut off";
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
