import { type AgentMiddleware, createMiddleware } from "langchain";

type AroundModel = NonNullable<AgentMiddleware["wrapModelCall"]>;
type AroundTool = NonNullable<AgentMiddleware["wrapToolCall"]>;

/** Middleware that goes around calls of the model and of tools, and does nothing else. */
export type AroundCalls = Pick<AgentMiddleware, "wrapModelCall" | "wrapToolCall">;

/**
 * Makes one middleware of several that are next to each other, the first outermost. What LangChain does around each for every call (it
 * makes the request anew, compares all tools, reads the system prompt, checks the answer) is then done once.
 */
export function joinMiddleware(name: string, parts: readonly AroundCalls[]): AgentMiddleware {
  const aroundModel = parts.flatMap(({ wrapModelCall }) => wrapModelCall ?? []);
  const aroundTool = parts.flatMap(({ wrapToolCall }) => wrapToolCall ?? []);
  return createMiddleware({
    name,
    ...(aroundModel.length > 0 && { wrapModelCall: aroundModel.reduceRight(joinModel) }),
    ...(aroundTool.length > 0 && { wrapToolCall: aroundTool.reduceRight(joinTool) }),
  });
}

/** What is within goes on with the request as what is around it has left it: the state and the runtime are those of the run. */
function joinModel(inner: AroundModel, outer: AroundModel): AroundModel {
  return (request, handler) =>
    outer(
      request,
      // A handler never resolves with a command: LangChain gives the model's message in its place.
      async (changed) => (await inner({ ...request, ...changed }, handler)) as never,
    );
}

function joinTool(inner: AroundTool, outer: AroundTool): AroundTool {
  return (request, handler) => outer(request, async (changed) => inner(changed, handler));
}
