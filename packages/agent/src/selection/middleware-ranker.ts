import { AIMessage } from "@langchain/core/messages";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { AgentMiddleware } from "langchain";

/** A request to the model, as middleware gets it. */
export type ModelCallRequest = Parameters<NonNullable<AgentMiddleware["wrapModelCall"]>>[0];

/**
 * Asks a middleware which tools of a request it would pass on. The model is not called: what the middleware hands to it is all
 * that is wanted.
 */
export async function toolsPassedOnBy(
  middleware: AgentMiddleware,
  request: ModelCallRequest,
  tools: readonly StructuredToolInterface[],
): Promise<string[]> {
  let passedOn: string[] = [];
  const runtime = { ...request.runtime, context: request.runtime.context ?? {} };
  await middleware.wrapModelCall?.({ ...request, runtime, tools: [...tools] }, (narrowed) => {
    passedOn = narrowed.tools.flatMap((tool) => (typeof tool.name === "string" ? [tool.name] : []));
    return new AIMessage("");
  });
  return passedOn;
}
