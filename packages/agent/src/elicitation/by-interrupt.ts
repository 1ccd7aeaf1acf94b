import { OutcomeUnknownError } from "@mcp-team/transports";
import type { CallToolResult, Client } from "@modelcontextprotocol/client";
import type { MakeCall, ToolCall } from "../connection/call-options.js";
import type { CallOwner } from "../connection/calls-in-flight.js";
import type { AskingServer, ClientFeature } from "../connection/client-feature.js";
import { isSafeToRepeat } from "../connection/tool-call-in-flight.js";
import { problemWithQuestion, refuse } from "./admit-question.js";
import type { ElicitationInterrupt } from "./elicitation-interrupt.js";
import {
  defaultAnswerTimeoutMs,
  type ElicitationOptions,
  type ElicitationQuestion,
} from "./elicitation-request.js";
import { isInterrupt } from "./graph-interrupt.js";
import { HeldCall } from "./held-call.js";
import { HeldCalls } from "./held-calls.js";
import { holdingSignal } from "./held-until.js";
import { type InterruptibleRun, interruptibleRun, lastInterrupt } from "./last-interrupt.js";
import { Questions } from "./questions.js";
import { toQuestion } from "./to-question.js";
import { Turns } from "./turns.js";

/**
 * Servers ask a person by interrupting the run that called them. The call goes on in the meantime, and is taken up when
 * the run is resumed. In another process it is made again, if that is safe.
 *
 * Source: MCP specification 2025-11-25, elicitation; LangGraph, interrupts.
 */
export class ElicitationByInterrupt implements ClientFeature {
  readonly capabilities = { elicitation: { form: {}, url: {} } } as const;
  readonly #options: ElicitationOptions;
  readonly #held: HeldCalls;
  readonly #turns = new Turns();

  constructor(options: ElicitationOptions = {}) {
    this.#options = options;
    this.#held = new HeldCalls(options.answerTimeoutMs ?? defaultAnswerTimeoutMs);
  }

  attach(client: Client, server: AskingServer): void {
    client.setRequestHandler("elicitation/create", async ({ params }, { mcpReq }) => {
      const question = toQuestion(params);
      const owner = server.calls.owner();
      const call = owner.kind === "call" ? owner.call : undefined;
      this.#admit(server, call?.tool, question);
      if (!(call?.inbox instanceof Questions)) throw refuse(server, call?.tool, nobodyToAsk(owner));
      const hold = call.time.hold();
      try {
        const { inputRequired } = call;
        const signal = AbortSignal.any([mcpReq.signal, call.time.signal]);
        return { ...(await call.inbox.put(question, inputRequired ? { inputRequired } : {}, signal)) };
      } finally {
        hold[Symbol.dispose]();
      }
    });
  }

  async goAround(call: ToolCall, make: MakeCall, server: AskingServer): Promise<CallToolResult> {
    const run = interruptibleRun(call.options.config);
    if (!run) return make();
    // A legacy line does not tell for which call a question is, so a conversation has one call on it that may ask.
    using _ =
      server.era === "modern"
        ? undefined
        : await this.#turns.take(JSON.stringify([server.name, run.thread]), call.options.signal);
    const held = this.#held.take(run.key) ?? (await this.#begin(run, call, make, server));
    try {
      return await held.follow(call.options);
    } catch (error) {
      if (await isInterrupt(error)) this.#held.keep(run.key, held, holdingSignal(call.options.config));
      else held.drop(error);
      throw error;
    }
  }

  async #begin(
    run: InterruptibleRun,
    { tool, options }: ToolCall,
    make: MakeCall,
    server: AskingServer,
  ): Promise<HeldCall> {
    const before = await lastInterrupt(run);
    const isSafe = isSafeToRepeat(tool) || goesOn(before, server) || before?.continuation.refused;
    if (before && !isSafe) throw outcomeUnknown(server, tool.name);
    return new HeldCall(options, {
      server: server.name,
      tool: tool.name,
      toolCallId: run.toolCallId,
      make,
      questions: new Questions(server),
      before,
      admit: (question) => this.#admit(server, tool.name, question),
    });
  }

  #admit(server: AskingServer, tool: string | undefined, question: ElicitationQuestion): void {
    const problem = problemWithQuestion(question, this.#options);
    if (problem) throw refuse(server, tool, problem);
  }
}

/** A modern server has all that it needs in what it answered: nothing waits in its memory. */
function goesOn(before: ElicitationInterrupt | undefined, { era }: AskingServer): boolean {
  return era === "modern" && before?.continuation.inputRequired !== undefined;
}

function nobodyToAsk(owner: CallOwner): string {
  if (owner.kind === "none")
    return "Only a call of a tool can be interrupted, and the client waits for none.";
  if (owner.kind === "unclear")
    return "The client waits for calls of several conversations, and the line does not tell for which of them this is.";
  if (owner.call.tool === undefined) return "Only a call of a tool can be interrupted, and this is none.";
  return "A run can be interrupted when it has a checkpointer and a thread_id, and this one has not: see withCheckpointer().";
}

function outcomeUnknown(server: AskingServer, tool: string): OutcomeUnknownError {
  return new OutcomeUnknownError(
    `Tool "${tool}" of server "${server.name}" waited for a person's answer, but the call was lost before it came, so it is not known whether it had an effect. It was not called again.`,
    { server: server.name, hint: "Find out whether it had its effect before you ask again." },
  );
}
