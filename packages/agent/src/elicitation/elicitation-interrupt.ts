import type { InputRequiredResult } from "@modelcontextprotocol/client";
import type { ElicitationQuestion } from "./elicitation-request.js";

/** How a call goes on in a process that did not make it. For mcp-team itself, not for the person. */
export interface Continuation {
  /** A digest of each question of the call, up to this one. */
  readonly asked: readonly string[];
  /** How many of them belong to rounds that are over. */
  readonly settled: number;
  /** What a modern server answered in this round: nothing waits in its memory. */
  readonly inputRequired?: InputRequiredResult;
  /** The server refused the call until the person has been at the URL, so there was no call. */
  readonly refused?: true;
}

/**
 * The value of the interrupt that a question becomes. It is answered with
 * `new Command({ resume: { action: "accept", content: { … } } })`, or `{ action: "decline" }`, or `{ action: "cancel" }`.
 */
export type ElicitationInterrupt = ElicitationQuestion & {
  readonly type: "mcp_elicitation";
  readonly server: string;
  readonly tool: string;
  readonly toolCallId: string;
  /** Why the answer before this could not be taken. */
  readonly problem?: string;
  readonly continuation: Continuation;
};

/** Whether the value of an interrupt is the question of a server. */
export function isElicitationInterrupt(value: unknown): value is ElicitationInterrupt {
  return (value as Partial<ElicitationInterrupt> | null | undefined)?.type === "mcp_elicitation";
}
