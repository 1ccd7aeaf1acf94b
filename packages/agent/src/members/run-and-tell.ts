import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import type { AgentTeam } from "../team/agent-team.js";
import type { TeamOutput, TeamRunInput } from "../team/run-types.js";
import { activityOf } from "./activity-of.js";

/** Receives what a team does: events, and whatever else its tools write. */
export type Listener = (event: unknown) => void;

/**
 * Runs a team as `invoke` does, and tells what it does in the meantime.
 *
 * @returns the last state; that of an interrupted run holds `__interrupt__`, as with `invoke`
 */
export async function runAndTell(
  team: Pick<AgentTeam, "stream">,
  input: TeamRunInput,
  config: LangGraphRunnableConfig,
  tell: Listener,
): Promise<TeamOutput> {
  const told = new Set<string>();
  let output: TeamOutput = { messages: [] };
  // The writer is where tools write to: inside another run it would be that run's, and nobody could tell whose events they are.
  const options = { ...config, writer: tell, streamMode: ["values", "updates"] as const };
  for await (const [mode, chunk] of await team.stream(input, options)) {
    // An interrupt comes as a state of its own, after the last one.
    if (mode === "values") output = "messages" in chunk ? chunk : { ...output, ...(chunk as object) };
    else for (const event of activityOf(chunk)) tellOnce(event, told, tell);
  }
  return output;
}

/** Middleware that edits a message makes it a part of two updates. */
function tellOnce(event: ReturnType<typeof activityOf>[number], told: Set<string>, tell: Listener): void {
  const key = `${event.type} ${event.toolCallId}`;
  if (told.has(key)) return;
  told.add(key);
  tell(event);
}
