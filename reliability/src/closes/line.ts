import type { MCPTeamBuilder, ServerOptions } from "@mcp-team/builder";

/** The name of the server in every team. */
export const serverName = "server";

/** A kind of line, to a server that can be lost and kept away. */
export interface Line extends AsyncDisposable {
  readonly name: string;
  /** How long a team takes to be built over it, about, in milliseconds. */
  readonly startMs: number;
  /** A builder with the one server. */
  builder(options?: Pick<ServerOptions, "reconnect">): MCPTeamBuilder;
  /** Ends the server's process, or cuts its connections. @param pid - of a local server */
  lose(pid: number | undefined): void;
  /** From now on the server cannot be reached any more. */
  keepAway(): void;
  /** Undoes that. */
  letBack(): Promise<void>;
}
