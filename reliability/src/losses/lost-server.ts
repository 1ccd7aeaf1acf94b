import type { CallLogEntry } from "@mcp-team/testing";

/** A server of a team that is lost again and again. */
export interface LostServer extends AsyncDisposable {
  /** A tool as it was before the first loss. */
  tool(name: string): (input: object) => Promise<unknown>;
  /** What the server ran, in all of its lives. */
  log(): CallLogEntry[];
  /** Resolves when so many calls of a tool have begun on the server. */
  begun(tool: string, calls: number): Promise<unknown>;
  /** Ends its process or its connections. @returns the time, as `performance.now()` tells it */
  lose(): number;
}
