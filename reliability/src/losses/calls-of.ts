import { type CallLogEntry, readCallLog, waitFor } from "@mcp-team/testing";
import type { LostServer } from "./lost-server.js";

/** What the log of a server tells of its calls. */
export function callsOf(file: string): Pick<LostServer, "log" | "begun"> {
  const log = (): CallLogEntry[] => readCallLog(file);
  const runs = (tool: string) =>
    log().filter((entry) => entry.event === "start" && entry.tool === tool).length;
  return {
    log,
    begun: (tool, calls) => waitFor(() => runs(tool) >= calls, { what: `${calls} calls of ${tool}` }),
  };
}
