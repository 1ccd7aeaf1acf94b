import type { ToolMessage } from "@langchain/core/messages";
import { isGraphBubbleUp } from "@langchain/langgraph";
import { type AgentMiddleware, createMiddleware } from "langchain";
import { toToolMessage } from "../results/tool-message.js";
import type { TeamAccess } from "../tenants/run-access.js";
import { answerAbandonedCalls } from "./answer-abandoned-calls.js";
import { describeFailure, describeMissingTool, type FailureFacts, failureFacts } from "./describe-failure.js";

/** How long a model turn waits for tool lists that changed, in milliseconds. */
const listsSettleMs = 5_000;

/**
 * Gives each model turn the tools as they are at that moment, and turns what fails into a message that the model can read,
 * so that one bad tool never ends a run.
 */
export function toolsetMiddleware(access: TeamAccess, localTools: readonly string[]): AgentMiddleware {
  return createMiddleware({
    name: "McpToolset",
    async wrapModelCall(request, handler) {
      using entered = await access.enter(request.runtime.context, request.runtime);
      const { toolset } = entered;
      if (toolset.isSettling) await within(toolset.settled(), listsSettleMs);
      return await handler({
        ...request,
        messages: answerAbandonedCalls(request.messages),
        tools: [...toolset.tools, ...request.tools],
      });
    },
    async wrapToolCall(request, handler) {
      const { name, id = "" } = request.toolCall;
      using entered = await access.enter(request.runtime.context, request.runtime);
      const { toolset } = entered;
      const tool = request.tool ?? toolset.get(name);
      const failed = (content: ToolMessage["content"], facts: FailureFacts = {}) =>
        toToolMessage({ toolCallId: id, name, content: content as string, status: "error", ...facts });
      if (!tool)
        return failed(
          describeMissingTool(name, [...toolset.tools.map((known) => known.name), ...localTools]),
        );
      try {
        return await entered.within(() => handler({ ...request, tool }));
      } catch (error) {
        if (isGraphBubbleUp(error) || request.runtime.signal?.aborted) throw error;
        return failed(describeFailure(name, error), failureFacts(error));
      }
    },
  });
}

async function within(promise: Promise<void>, timeMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, timeMs);
  });
  await Promise.race([promise, timeUp]);
  clearTimeout(timer);
}
