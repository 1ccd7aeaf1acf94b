import type { ToolAnnotations } from "@modelcontextprotocol/client";
import { matchesName } from "../connection/tool-limits.js";
import type { ApprovalCall, ApprovalHints, ApprovalRule } from "./approval-policy.js";

/** Whether a call fits all that a rule says, but for its function. */
export function fitsRule({ tools, annotations, except = [] }: ApprovalRule, call: ApprovalCall): boolean {
  if (except.some((pattern) => isException(pattern, call))) return false;
  if (tools && !tools.some((pattern) => fitsPattern(pattern, call))) return false;
  return annotations === undefined || (call.mcp !== undefined && hasHint(annotations, call.mcp.annotations));
}

/** Whether a tool fits a pattern under any of its names: the model's name changes when another server has the same one. */
export function fitsPattern(pattern: string, { name, mcp }: ApprovalCall): boolean {
  if (fitsServerPattern(pattern, mcp)) return true;
  return matchesName(pattern, name) || (mcp !== undefined && matchesName(pattern, mcp.name));
}

/** Narrower than {@link fitsPattern}: no server gets out of a rule by what it calls its tool. */
function isException(pattern: string, { name, mcp }: ApprovalCall): boolean {
  return pattern.includes("/") ? fitsServerPattern(pattern, mcp) : matchesName(pattern, name);
}

/** `server/tool`: no server has a slash in its name, tools may. */
function fitsServerPattern(pattern: string, mcp: ApprovalCall["mcp"]): boolean {
  const slash = pattern.indexOf("/");
  if (slash < 0 || mcp === undefined) return false;
  return matchesName(pattern.slice(0, slash), mcp.server) && matchesName(pattern.slice(slash + 1), mcp.name);
}

function hasHint(wanted: ApprovalHints, given: ToolAnnotations = {}): boolean {
  const isReadOnly = given.readOnlyHint ?? false;
  // Source: MCP specification, ToolAnnotations: meaningful only when the tool is not read-only. One that says both is not trusted.
  const isDestructive = given.destructiveHint ?? !isReadOnly;
  const isOpen = given.openWorldHint ?? true;
  return (
    (wanted.destructiveHint === true && isDestructive) ||
    (wanted.readOnlyHint === false && !isReadOnly) ||
    (wanted.openWorldHint === true && isOpen)
  );
}
