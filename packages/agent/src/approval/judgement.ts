import type { ToolCall } from "@langchain/core/messages";
import type { StructuredToolInterface } from "@langchain/core/tools";
import { pinOf } from "../pins/tool-pin.js";
import { McpTool } from "../toolset/mcp-tool.js";
import type { McpToolMetadata } from "../toolset/tool-metadata.js";
import {
  type ApprovalCall,
  type ApprovalDecision,
  type ApprovalRule,
  allDecisions,
} from "./approval-policy.js";
import { describeCall } from "./describe-call.js";
import { fitsRule } from "./fits-rule.js";
import { argumentsSchema } from "./tool-arguments.js";

/** What a person has to be asked about a call. */
export interface Gate {
  readonly description: string;
  readonly allowedDecisions: readonly ApprovalDecision[];
  /** The JSON Schema of the arguments, where they may be edited. */
  readonly argsSchema?: Readonly<Record<string, unknown>>;
}

/** What was found about a call before it is made. It is part of the run's state, and survives a restart with it. */
export interface Judgement {
  /** The id of the model's message that has the call: those of calls come again in later ones, with some providers. */
  readonly message: string;
  readonly id: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Which tool would be called: another one of that name is not what was judged. */
  readonly tool: string;
  /** Nothing when nobody has to be asked. */
  readonly gate?: Gate;
  /** Set once a person wants it called. */
  readonly isApproved?: true;
}

/** Whether nobody has to be asked, or a person was, and wants it called. */
export function mayBeCalled({ gate, isApproved }: Judgement): boolean {
  return gate === undefined || isApproved === true;
}

/** What a tool is, with all that it says of itself: another definition is another tool. */
export function identify(tool: StructuredToolInterface | undefined): string {
  if (tool === undefined) return "none";
  if (!(tool instanceof McpTool)) return `local ${tool.name}`;
  return `${tool.connection.name}/${tool.definition.name} ${pinOf(tool.definition).hash}`;
}

/** A model's call, and what is known of its tool. */
export function toApprovalCall(call: ToolCall, tool: StructuredToolInterface | undefined): ApprovalCall {
  const mcp = tool instanceof McpTool ? (tool.metadata?.mcp as McpToolMetadata) : undefined;
  return { name: call.name, args: call.args, ...(call.id && { id: call.id }), ...(mcp && { mcp }) };
}

/** Finds out whether a person has to be asked. Where that cannot be found out, one is. */
export async function judge(
  rules: readonly ApprovalRule[],
  message: string,
  toolCall: ToolCall,
  tool: StructuredToolInterface | undefined,
): Promise<Judgement> {
  const { id = "", name, args } = toolCall;
  const judgement = { message, id, name, args, tool: identify(tool) };
  // What is not there is not called; when it comes before the call is made, it is judged then.
  if (tool === undefined) return judgement;
  const call = toApprovalCall(toolCall, tool);
  for (const rule of rules) {
    const allowedDecisions = fitsRule(rule, call) ? await decisionsOf(rule, call) : undefined;
    if (allowedDecisions === undefined) continue;
    const argsSchema = allowedDecisions.includes("edit") && argumentsSchema(tool);
    const description = await describeCall(rule, call);
    return { ...judgement, gate: { description, allowedDecisions, ...(argsSchema && { argsSchema }) } };
  }
  return judgement;
}

/** What a person may decide about a call, or nothing when the rule's function lets it pass. */
async function decisionsOf(
  { when, allowedDecisions = allDecisions }: ApprovalRule,
  call: ApprovalCall,
): Promise<readonly ApprovalDecision[] | undefined> {
  if (when === undefined) return allowedDecisions;
  try {
    const verdict: unknown = await when(call);
    if (verdict === false) return undefined;
    const chosen = Array.isArray(verdict) ? allDecisions.filter((each) => verdict.includes(each)) : [];
    return chosen.length > 0 ? chosen : allowedDecisions;
  } catch {
    return allowedDecisions;
  }
}
