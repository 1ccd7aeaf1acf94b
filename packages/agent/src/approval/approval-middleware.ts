import { randomUUID } from "node:crypto";
import { AIMessage, type BaseMessage, type ToolCall, ToolMessage } from "@langchain/core/messages";
import type { StructuredToolInterface } from "@langchain/core/tools";
import { Command, getConfig } from "@langchain/langgraph";
import { type AgentMiddleware, createMiddleware } from "langchain";
import { z } from "zod";
import type { TeamAccess } from "../tenants/run-access.js";
import type { Toolset } from "../toolset/toolset.js";
import { type ApprovalPolicy, toRule } from "./approval-policy.js";
import { askPerson } from "./ask-person.js";
import type { Decided, WaitingCall } from "./decide.js";
import { identify, type Judgement, judge, mayBeCalled } from "./judgement.js";
import { withOwnIds } from "./own-ids.js";
import { reviseMessage } from "./revise-message.js";

/** What the middleware keeps in the state of a run. The underscore keeps it out of the run's input and output. */
const stateSchema = z.object({ _mcpApproval: z.custom<readonly Judgement[]>().optional() });

const nothingDecided: Decided = { calls: [], rejections: [] };

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
  const judgeAll = (
    find: Find,
    message: AIMessage,
    calls: readonly ToolCall[],
    known: readonly Judgement[],
  ) => {
    const left = [...known];
    return Promise.all(
      calls.map((call) => {
        // Each holds for one call, also where a message has the same call twice.
        const index = left.findIndex((each) => isOf(each, message, call));
        const [judgement] = index < 0 ? [] : left.splice(index, 1);
        return judgement ?? judge(rules, message.id ?? "", call, find(call.name));
      }),
    );
  };
  return createMiddleware({
    name: "McpApproval",
    stateSchema,
    // Judged once, and kept: after a restart the decisions are about the calls that the person saw, whatever is true then.
    async wrapModelCall(request, handler) {
      const response = await handler(request);
      if (!AIMessage.isInstance(response) || !response.tool_calls?.length) return response;
      // LangGraph would give it one later: what is judged are the calls of this message, and no others.
      if (response.id === undefined) response._updateId(randomUUID());
      using entered = await access.enter(request.runtime.context, request.runtime);
      const judgements = await judgeAll(finderIn(entered.toolset), response, response.tool_calls, []);
      return new Command({ update: { _mcpApproval: judgements } });
    },
    afterModel: {
      canJumpTo: ["model"],
      async hook({ messages, _mcpApproval: known }, runtime) {
        // Hooks are given no more of the context than their own schema knows.
        using entered = await access.enter(getConfig()?.context, runtime);
        const find = finderIn(entered.toolset);
        const message = callingMessage(messages);
        if (message === undefined) return undefined;
        const calls = unanswered(message, messages);
        const judgements = withOwnIds(
          await judgeAll(find, message, calls, known ?? []),
          messages.filter((each) => each !== message),
        );
        const waiting = judgements.filter((each): each is WaitingCall => each.gate !== undefined);
        const { calls: approved, rejections } =
          waiting.length > 0 ? askPerson(waiting, find) : nothingDecided;
        const outcomes = judgements.map((each) => approved.find(({ id }) => id === each.id) ?? each);
        const revised = reviseMessage(
          message,
          new Map(outcomes.map((each, index) => [calls[index] as ToolCall, each])),
        );
        if (waiting.length === 0 && revised.length === 0) return undefined;
        return {
          messages: [...revised, ...rejections],
          _mcpApproval: outcomes.filter(mayBeCalled),
          // With nothing left to call the run would end without an answer.
          jumpTo: rejections.length === calls.length ? "model" : undefined,
        };
      },
    },
    async wrapToolCall(request, handler) {
      using entered = await access.enter(request.runtime.context, request.runtime);
      const { toolCall, tool = finderIn(entered.toolset)(toolCall.name), state } = request;
      const current = tool as StructuredToolInterface | undefined;
      const message = callingMessage(state.messages);
      const judged = (state._mcpApproval ?? []).filter((each) => isOf(each, message, toolCall));
      const isSame = judged.length > 0 && judged.every((each) => each.tool === identify(current));
      // It is another tool than the one that was judged, or nobody judged it.
      const judgements = isSame ? judged : [await judge(rules, message?.id ?? "", toolCall, current)];
      if (judgements.every(mayBeCalled)) return await handler(request);
      const because =
        isSame || judged.length === 0
          ? "a person has to approve it, and was not asked about this call."
          : "it is not what it was when the call was judged. If it is still needed, call it again: a person will be asked.";
      return new ToolMessage({
        content: `Tool "${toolCall.name}" was not called: ${because}`,
        name: toolCall.name,
        tool_call_id: toolCall.id ?? "",
        status: "error",
      });
    },
  }) as AgentMiddleware;
}

/** The message whose calls are made: the model's last one. */
function callingMessage(messages: readonly BaseMessage[]): AIMessage | undefined {
  return messages.findLast((each): each is AIMessage => AIMessage.isInstance(each));
}

/** The calls of a message that have no answer yet. What comes before it are answers to others, whatever their ids. */
function unanswered(message: AIMessage, messages: readonly BaseMessage[]): ToolCall[] {
  const later = messages.slice(messages.lastIndexOf(message) + 1);
  const answers = new Set(later.filter(ToolMessage.isInstance).map(({ tool_call_id }) => tool_call_id));
  return (message.tool_calls ?? []).filter(({ id = "" }) => !answers.has(id));
}

function isOf(
  judgement: Judgement,
  message: AIMessage | undefined,
  { id = "", name, args }: ToolCall,
): boolean {
  return (
    judgement.message === message?.id &&
    judgement.id === id &&
    judgement.name === name &&
    JSON.stringify(judgement.args) === JSON.stringify(args)
  );
}
