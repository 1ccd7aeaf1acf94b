import type { TransportKind } from "@mcp-team/transports";
import type { OptionPath } from "../problems/path.js";
import type { PartProblem } from "../problems/problem.js";

/** A server as somebody wrote it, before any check. */
export interface ServerDraft {
  /** The options, whatever they are. */
  readonly value: unknown;
  /** The kind, where the call or the file says it; otherwise the options do. */
  readonly kind?: TransportKind | undefined;
  /** The name that it has in an `mcpServers` file. */
  readonly key?: string;
  /** What was already found wrong, with the call or the file. */
  readonly problems: readonly PartProblem[];
  /** Says where in a file a part of it is written, such as `mcp.json, line 4, column 7`. */
  readonly locate?: (path: OptionPath) => string;
}
