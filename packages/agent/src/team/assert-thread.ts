import { ensureConfig } from "@langchain/core/runnables";
import { ConfigurationError } from "@mcp-team/transports";
import type { TeamRunOptions } from "./run-types.js";
import type { TeamOptions } from "./team-options.js";

/**
 * A run that is kept belongs to a thread. LangGraph would notice when it writes the first checkpoint, where nobody catches the
 * error: it would end the process.
 *
 * @throws ConfigurationError when there is a checkpointer, and no thread
 */
export function assertThread(options: TeamRunOptions | undefined, { checkpointer }: TeamOptions): void {
  if (typeof checkpointer !== "object") return;
  // A run inside of another one has the other's thread, given or not.
  if (ensureConfig(options).configurable?.thread_id !== undefined) return;
  const message =
    'is missing: with a checkpointer each run belongs to a thread. Write team.invoke(input, { configurable: { thread_id: "1" } })';
  throw new ConfigurationError([{ path: "configurable.thread_id", message }], {
    hint: "Runs with the same thread_id are one conversation.",
  });
}
