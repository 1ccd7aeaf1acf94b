import { showInvisible } from "../toolset/shown/invisible-characters.js";
import type { ApprovalCall, ApprovalRule } from "./approval-policy.js";

/** What a person is told of a call. Characters that would mislead the reader are written as escapes. */
export async function describeCall({ description }: ApprovalRule, call: ApprovalCall): Promise<string> {
  if (typeof description === "string") return description;
  try {
    if (description !== undefined) return await description(call);
  } catch {
    // What cannot be described in the user's words is described in ours.
  }
  const { name, args, mcp } = call;
  const lines = [
    "Tool execution requires approval",
    "",
    `Tool: ${name}`,
    ...(mcp ? [`Server: ${mcp.server}`] : []),
    `Args: ${JSON.stringify(args, undefined, 2)}`,
  ];
  return showInvisible(lines.join("\n"));
}
