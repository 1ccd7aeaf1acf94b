import type { RunnableConfig } from "@langchain/core/runnables";
import { getConfig } from "@langchain/langgraph";

/** What is needed of a graph: all its runs are streams, those of `invoke` too. */
interface Streaming {
  stream(input: never, options?: never): Promise<unknown>;
}

/**
 * Lets a graph inside of another one go on where it stopped, without doing again what has finished.
 *
 * LangGraph sets `checkpoint_id` for each task of the outer graph, and mostly to `undefined`. To the inner one the mere key says that it
 * was set back to a checkpoint, whose steps are to be done anew: tools that had finished beside one that asks would run twice.
 *
 * Source: LangGraph, `PregelLoop.initialize`; https://github.com/langchain-ai/langgraphjs/issues/2667
 */
export function keepFinishedTasks(graph: Streaming): void {
  const stream = graph.stream.bind(graph) as (input: unknown, options?: unknown) => Promise<unknown>;
  graph.stream = (input: never, options?: RunnableConfig) => stream(input, withoutEmptyId(options));
}

function withoutEmptyId(options: RunnableConfig | undefined): RunnableConfig | undefined {
  // A run inside of a task has what the task has, given or not.
  const given: Record<string, unknown> = { ...getConfig()?.configurable, ...options?.configurable };
  const { checkpoint_id: id, ...configurable } = given;
  if (!("checkpoint_id" in given) || id !== undefined || isSetBack(given)) return options;
  return { ...options, configurable };
}

/** Whether the run was begun with a checkpoint of the inner graph. */
function isSetBack({ checkpoint_ns: namespace, checkpoint_map: ids }: Record<string, unknown>): boolean {
  return typeof namespace === "string" && typeof ids === "object" && ids !== null && namespace in ids;
}
