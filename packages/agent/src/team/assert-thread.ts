import { ensureConfig } from "@langchain/core/runnables";
import { ConfigurationError } from "@mcp-team/transports";
import type { TeamRunOptions } from "./run-types.js";
import type { TeamOptions } from "./team-options.js";

/** Where LangGraph keeps the checkpointer of the graph that a run is part of. Source: `CONFIG_KEY_CHECKPOINTER` of LangGraph. */
const inheritedCheckpointer = "__pregel_checkpointer";

/**
 * A run that is kept belongs to a thread. LangGraph would notice when it writes the first checkpoint, where nobody catches the
 * error: it would end the process.
 *
 * @throws ConfigurationError when there is a checkpointer, and no thread; or when the checkpointer is to be that of a graph
 * above, and there is none
 */
export function assertThread(options: TeamRunOptions | undefined, { checkpointer }: TeamOptions): void {
  if (!checkpointer) return;
  // A run inside of another one has the other's thread, given or not.
  const { configurable = {} } = ensureConfig(options);
  if (checkpointer === true) {
    assertInherited(configurable);
    return;
  }
  if (configurable.thread_id !== undefined) return;
  const message =
    'is missing: with a checkpointer each run belongs to a thread. Write team.invoke(input, { configurable: { thread_id: "1" } })';
  throw new ConfigurationError([{ path: "configurable.thread_id", message }], {
    hint: "Runs with the same thread_id are one conversation.",
  });
}

function assertInherited(configurable: Readonly<Record<string, unknown>>): void {
  if (configurable[inheritedCheckpointer] !== undefined) return;
  const message =
    "is true, which stands for the checkpointer of the graph that the team is a member of, and this run is part of none that has one: call withCheckpointer(new MemorySaver()), or give one that survives a restart";
  throw new ConfigurationError([{ path: "checkpointer", message }], {
    hint: "true is for teams that run inside of other graphs: members, or below a supervisor.",
  });
}
