import { AIMessage, type BaseMessage, type ToolCall, ToolMessage } from "@langchain/core/messages";
import type { StructuredToolInterface } from "@langchain/core/tools";
import { Command, getConfig } from "@langchain/langgraph";
import { type AgentMiddleware, createMiddleware } from "langchain";
import { z } from "zod";
import type { TeamAccess } from "../tenants/run-access.js";
import type { Toolset } from "../toolset/toolset.js";
import { type ApprovalPolicy, toRule } from "./approval-policy.js";
import { askPerson } from "./ask-person.js";
import type { WaitingCall } from "./decide.js";
import { identify, type Judgement, judge } from "./judgement.js";
import { reviseMessage } from "./revise-message.js";

/** What the middleware keeps in the state of a run. The underscore keeps it out of the run's input and output. */
const stateSchema = z.object({ _mcpApproval: z.custom<readonly Judgement[]>().optional() });

/** What approval needs to know of a team. */
export interface ApprovalParts {
  readonly policies: readonly ApprovalPolicy[];
  /** Gives each run its tools. */
  readonly access: TeamAccess;
  /** The tools that are of no server, those of middleware included. */
  readonly localTools: () => readonly StructuredToolInterface[];
}

/**
 * Stops a run before calls that a person has to approve, and asks with the interrupt of LangChain's
 * `humanInTheLoopMiddleware`, so that what is made for it works. It follows the toolset: a tool is judged as it is when the
 * model calls it, and the judgement holds for that definition of it alone.
 */
export function approvalMiddleware({ policies, access, localTools }: ApprovalParts): AgentMiddleware {
  const rules = policies.map(toRule);
  const finderIn = (toolset: Toolset) => (name: string) =>
    toolset.get(name) ?? localTools().find((tool) => tool.name === name);
  type Find = ReturnType<typeof finderIn>;
  const judgeAll = (find: Find, calls: readonly ToolCall[], known: readonly Judgement[] = []) =>
    Promise.all(
      calls.map((call) => known.find((each) => isOf(each, call)) ?? judge(rules, call, find(call.name))),
    );
  return createMiddleware({
    name: "McpApproval",
    stateSchema,
    // Judged once, and kept: after a restart the decisions are about the calls that the person saw, whatever is true then.
    async wrapModelCall(request, handler) {
      const response = await handler(request);
      if (!AIMessage.isInstance(response) || !response.tool_calls?.length) return response;
      using entered = await access.enter(request.runtime.context, request.runtime);
      const judgements = await judgeAll(finderIn(entered.toolset), response.tool_calls);
      return new Command({ update: { _mcpApproval: judgements } });
    },
    afterModel: {
      canJumpTo: ["model"],
      async hook({ messages, _mcpApproval: known }, runtime) {
        // Hooks are given no more of the context than their own schema knows.
        using entered = await access.enter(getConfig()?.context, runtime);
        const find = finderIn(entered.toolset);
        const message = messages.findLast((each): each is AIMessage => AIMessage.isInstance(each));
        const calls = unanswered(message, messages);
        const judgements = await judgeAll(find, calls, known);
        const waiting = judgements.filter((each): each is WaitingCall => each.gate !== undefined);
        if (message === undefined || waiting.length === 0) return undefined;
        const decided = askPerson(waiting, find);
        const edits = decided.calls.filter((call) => !waiting.includes(call as WaitingCall));
        return {
          messages: [...reviseMessage(message, edits), ...decided.rejections],
          _mcpApproval: [...judgements.filter(({ gate }) => gate === undefined), ...decided.calls],
          // With nothing left to call the run would end without an answer.
          jumpTo: decided.rejections.length === calls.length ? "model" : undefined,
        };
      },
    },
    async wrapToolCall(request, handler) {
      using entered = await access.enter(request.runtime.context, request.runtime);
      const { toolCall, tool = finderIn(entered.toolset)(toolCall.name), state } = request;
      const current = tool as StructuredToolInterface | undefined;
      const judged = state._mcpApproval?.find((each) => isOf(each, toolCall));
      if (judged?.tool === identify(current)) return await handler(request);
      // It is another tool than the one that was judged, or nobody judged it.
      const { gate } = await judge(rules, toolCall, current);
      if (gate === undefined) return await handler(request);
      return new ToolMessage({
        content: `Tool "${toolCall.name}" was not called: it is not what it was when the call was judged. If it is still needed, call it again: a person will be asked.`,
        name: toolCall.name,
        tool_call_id: toolCall.id ?? "",
        status: "error",
      });
    },
  }) as AgentMiddleware;
}

/** The calls of a message that have no answer yet. */
function unanswered(message: AIMessage | undefined, messages: readonly BaseMessage[]): ToolCall[] {
  const answers = new Set(messages.filter(ToolMessage.isInstance).map(({ tool_call_id }) => tool_call_id));
  return (message?.tool_calls ?? []).filter(({ id }) => !answers.has(id ?? ""));
}

function isOf(judgement: Judgement, { id = "", name, args }: ToolCall): boolean {
  return (
    judgement.id === id && judgement.name === name && JSON.stringify(judgement.args) === JSON.stringify(args)
  );
}
