import type { ServerDefinition, ToolTimeouts } from "../server-definition.js";
import type { CallLimits } from "./call-time.js";

/** The time that a call may take when its server has no `callTimeoutMs`, in milliseconds. */
export const defaultCallTimeoutMs = 60_000;

type Limits = Pick<ServerDefinition, "callTimeoutMs" | "maxCallTimeoutMs">;

/** The limits that a server has for its calls. */
export type ServerLimits = Limits & Pick<ServerDefinition, "toolTimeouts">;

export function limitsOfServer({ callTimeoutMs, maxCallTimeoutMs }: Limits): CallLimits {
  return { callTimeoutMs: callTimeoutMs ?? defaultCallTimeoutMs, maxCallTimeoutMs };
}

/** The limits of one call of a tool: each is the run's, if it has one, or the tool's, or the server's. */
export function limitsOfCall(server: ServerLimits, tool: string, ofRun: CallLimits): CallLimits {
  const ofTool = server.toolTimeouts && toolLimits(server.toolTimeouts, tool);
  const ofServer = limitsOfServer(server);
  return {
    callTimeoutMs: ofRun.callTimeoutMs ?? ofTool?.callTimeoutMs ?? ofServer.callTimeoutMs,
    maxCallTimeoutMs: ofRun.maxCallTimeoutMs ?? ofTool?.maxCallTimeoutMs ?? ofServer.maxCallTimeoutMs,
  };
}

/** The limits that a server has for one of its tools: those of the first pattern that fits. */
export function toolLimits(timeouts: ToolTimeouts, tool: string): CallLimits {
  const limits = Object.entries(timeouts).find(([pattern]) => matchesName(pattern, tool))?.[1];
  return typeof limits === "number" ? { callTimeoutMs: limits } : (limits ?? {});
}

/** Whether a name fits a pattern, in which `*` stands for any characters. */
export function matchesName(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(name);
}
