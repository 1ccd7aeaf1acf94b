import type { ToolTimeouts } from "../server-definition.js";
import type { CallLimits } from "./call-time.js";

/** The limits that a server has for one of its tools: those of the first pattern that fits. */
export function toolLimits(timeouts: ToolTimeouts | undefined, tool: string): CallLimits {
  const limits = Object.entries(timeouts ?? {}).find(([pattern]) => matchesName(pattern, tool))?.[1];
  return typeof limits === "number" ? { callTimeoutMs: limits } : (limits ?? {});
}

/** Whether a name fits a pattern, in which `*` stands for any characters. */
export function matchesName(pattern: string, name: string): boolean {
  const parts = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(name);
}
