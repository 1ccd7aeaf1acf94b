import type { McpToolMetadata } from "../toolset/tool-metadata.js";

/** What a person may decide about a call. Source: LangChain, `humanInTheLoopMiddleware`. */
export type ApprovalDecision = "approve" | "edit" | "reject";

export const allDecisions: readonly ApprovalDecision[] = ["approve", "edit", "reject"];

/** A call that a model wants to make. */
export interface ApprovalCall {
  /** The tool's name, as the model knows it. */
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly id?: string;
  /** What the server says of the tool; nothing for a local one. */
  readonly mcp?: McpToolMetadata;
}

/**
 * Decides about one call: `true` asks a person, a list asks and says what that person may decide. What it throws asks, too.
 * It is asked once for each call.
 */
export type ApprovalFunction = (
  call: ApprovalCall,
) => boolean | readonly ApprovalDecision[] | Promise<boolean | readonly ApprovalDecision[]>;

/**
 * Hints of servers about their tools that make a person be asked. What a server does not say counts as the worst, as the
 * specification has it: not read-only, destructive, open to the world. They are hints: a server that lies is asked for nothing.
 *
 * Source: MCP specification, `ToolAnnotations`.
 */
export interface ApprovalHints {
  /** Tools that may destroy something. */
  readonly destructiveHint?: true;
  /** Tools that may change something. */
  readonly readOnlyHint?: false;
  /** Tools that reach beyond their server. */
  readonly openWorldHint?: true;
}

/** Which calls wait for a person: those that fit all that a rule says. A rule that says nothing holds for every call. */
export interface ApprovalRule {
  /**
   * Patterns, one of which the tool fits; `*` stands for any characters. `delete_*` is compared with the name that the model
   * knows and with the one that the server gives, `files/delete_*` with the server's name and the one that it gives.
   */
  readonly tools?: readonly string[];
  /** Hints, one of which the tool has. Local tools have none. */
  readonly annotations?: ApprovalHints;
  /** Decides about the calls that fit the rest of the rule. */
  readonly when?: ApprovalFunction;
  /** Patterns of tools that the rule does not hold for: of names that the model knows, or with a server as in `files/read_*`. */
  readonly except?: readonly string[];
  /** What a person may decide. @default all */
  readonly allowedDecisions?: readonly ApprovalDecision[];
  /** What the person is told. @default the tool, its server and the arguments */
  readonly description?: string | ((call: ApprovalCall) => string | Promise<string>);
}

/** Which calls wait for a person: patterns of tools, a rule, or a function that decides about each call. */
export type ApprovalPolicy = string | readonly string[] | ApprovalRule | ApprovalFunction;

/** A policy as a rule. */
export function toRule(policy: ApprovalPolicy): ApprovalRule {
  if (typeof policy === "function") return { when: policy };
  if (typeof policy === "string") return { tools: [policy] };
  return isPatterns(policy) ? { tools: policy } : policy;
}

function isPatterns(policy: readonly string[] | ApprovalRule): policy is readonly string[] {
  return Array.isArray(policy);
}
