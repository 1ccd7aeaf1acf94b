import type { BaseCheckpointSaver, LangGraphRunnableConfig } from "@langchain/langgraph";
import { type ElicitationInterrupt, isElicitationInterrupt } from "./elicitation-interrupt.js";

/** A call of a tool in a run that can be interrupted. */
export interface InterruptibleRun {
  /** The conversation. */
  readonly thread: string;
  readonly toolCallId: string;
  /** The same when the run is resumed, in any process. */
  readonly key: string;
  readonly saver: BaseCheckpointSaver;
  readonly config: LangGraphRunnableConfig;
}

/** The run of a call, if it is one that can be interrupted: with a checkpointer, for a call of the model. */
export function interruptibleRun(config: LangGraphRunnableConfig | undefined): InterruptibleRun | undefined {
  const toolCallId = (config as { toolCall?: { id?: string } } | undefined)?.toolCall?.id;
  const { thread_id: thread, checkpoint_ns, __pregel_checkpointer: saver } = config?.configurable ?? {};
  if (!config || toolCallId === undefined || thread === undefined || typeof saver !== "object")
    return undefined;
  return { thread, toolCallId, key: JSON.stringify([thread, checkpoint_ns, toolCallId]), saver, config };
}

/**
 * What this call asked when the run was interrupted before, in whichever process. LangGraph gives a node that it runs again
 * only the answers.
 *
 * Source: LangGraph 1.4, `pregel/algo`: the configuration of a task, and the writes of its checkpoint.
 */
export async function lastInterrupt({
  saver,
  config,
}: InterruptibleRun): Promise<ElicitationInterrupt | undefined> {
  const { thread_id, checkpoint_ns = "", checkpoint_map, __pregel_task_id } = config.configurable ?? {};
  // The namespace of the graph whose task this is.
  const graph = String(checkpoint_ns).split("|").slice(0, -1).join("|");
  const checkpoint_id = checkpoint_map?.[graph];
  if (checkpoint_id === undefined) return undefined;
  const found = await saver.getTuple({
    configurable: { thread_id, checkpoint_ns: graph, checkpoint_id },
  });
  const written = found?.pendingWrites?.findLast(
    ([task, channel]) => task === __pregel_task_id && channel === "__interrupt__",
  );
  const value = (written?.[2] as { value?: unknown } | undefined)?.value;
  return isElicitationInterrupt(value) ? value : undefined;
}
