import { ToolMessage } from "@langchain/core/messages";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { Gate, Judgement } from "./judgement.js";
import { argumentProblems } from "./tool-arguments.js";

/** A call that waits for a person. */
export type WaitingCall = Judgement & { readonly gate: Gate };

/** What is done about the calls that waited. */
export interface Decided {
  /** The calls to make, edited ones as they are now. */
  readonly calls: readonly Judgement[];
  /** The answers to the calls that are not made. */
  readonly rejections: readonly ToolMessage[];
}

/** Why decisions cannot be carried out. */
export interface Misfit {
  /** Sentences for the action of this index; those about all of them are for the first. */
  readonly problems: ReadonlyMap<number, readonly string[]>;
}

type FindTool = (name: string) => StructuredToolInterface | undefined;

/**
 * Finds out what to do about each call, in the order of the request. Unlike LangChain's middleware in this version, which
 * forgets the approved calls of a message as soon as one is rejected.
 *
 * @param response - what the run was resumed with: `{ decisions: [{ type: "approve" }, …] }`
 */
export function decide(
  waiting: readonly WaitingCall[],
  response: unknown,
  findTool: FindTool,
): Decided | Misfit {
  const decisions = isRecord(response) ? response.decisions : undefined;
  if (!Array.isArray(decisions) || decisions.length !== waiting.length) {
    const given = Array.isArray(decisions) ? `${decisions.length} of them` : "nothing like it";
    const problem = `\`decisions\` must be a list of ${waiting.length}, one for each action, in their order; there was ${given}.`;
    return { problems: new Map([[0, [problem]]]) };
  }
  const problems = new Map<number, readonly string[]>();
  const calls: Judgement[] = [];
  const rejections: ToolMessage[] = [];
  for (const [index, call] of waiting.entries()) {
    const decision: WrittenDecision = isRecord(decisions[index]) ? decisions[index] : {};
    const wrong = problemsWith(decision, call, findTool);
    if (wrong.length > 0) problems.set(index, wrong);
    else if (decision.type === "reject") rejections.push(rejected(call, decision.message));
    // The tool stays the one that was asked about: when it becomes another one, the call is not made.
    else calls.push({ ...call, ...argumentsOf(decision), isApproved: true });
  }
  return problems.size > 0 ? { problems } : { calls, rejections };
}

interface WrittenDecision {
  readonly type?: unknown;
  readonly message?: unknown;
  readonly editedAction?: unknown;
}

interface EditedAction {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The arguments of a call that was edited. */
function argumentsOf({ type, editedAction }: WrittenDecision): Partial<Judgement> {
  return type === "edit" ? { args: (editedAction as EditedAction).args } : {};
}

function problemsWith(decision: WrittenDecision, call: WaitingCall, findTool: FindTool): string[] {
  const { type, message, editedAction } = decision;
  const { allowedDecisions } = call.gate;
  if (!allowedDecisions.some((each) => each === type)) {
    const allowed = allowedDecisions.map((each) => `"${each}"`).join(", ");
    return [`\`type\` must be one of ${allowed}, not ${JSON.stringify(type)}.`];
  }
  if (type === "edit") return problemsWithEdit(editedAction, call, findTool(call.name));
  if (type === "approve" || message === undefined || typeof message === "string") return [];
  return ["`message` must be text, or be left out."];
}

function problemsWithEdit(
  action: unknown,
  { name }: WaitingCall,
  tool: StructuredToolInterface | undefined,
): string[] {
  if (!isRecord(action) || !isRecord(action.args))
    return [`\`editedAction\` must be an object such as { name: "${name}", args: { … } }.`];
  if (action.name !== name) {
    return [
      `\`editedAction.name\` must stay "${name}": what can be edited are the arguments. Reject the call to have another tool called.`,
    ];
  }
  const wrong = tool === undefined ? [] : argumentProblems(tool, action.args);
  return wrong.map((problem) => `\`editedAction.args\` does not fit the tool's schema: ${problem}`);
}

function rejected({ id, name }: WaitingCall, message: unknown): ToolMessage {
  const content =
    message || `A person rejected this call of "${name}". It was not made: do not try it again.`;
  return new ToolMessage({ content: String(content), name, tool_call_id: id, status: "error" });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
