import { randomUUID } from "node:crypto";
import { type StructuredToolInterface, tool } from "@langchain/core/tools";
import { getWriter, type LangGraphRunnableConfig } from "@langchain/langgraph";
import { ToolError } from "@mcp-team/transports";
import { z } from "zod";
import type { AgentTeam } from "../team/agent-team.js";
import type { TeamOutput } from "../team/run-types.js";
import { runAndTell } from "./run-and-tell.js";
import { tagEvent } from "./tag-event.js";

/** What a team is asked by another one. */
const schema = z.object({
  task: z.string().describe("What the team is to do, with all that it needs to know."),
});

/**
 * A team as a tool. Each call is a conversation of its own.
 *
 * Inside another run it is a subgraph of LangGraph: it keeps its state with the checkpointer of that run, in a namespace of
 * the call, so that its interrupts are the run's and no thread is mixed up with another. What it does reaches the stream of
 * that run, tagged with the team; aborting that run aborts it.
 */
export function teamAsTool(
  team: Pick<AgentTeam, "name" | "description" | "stream">,
): StructuredToolInterface {
  return tool(
    async ({ task }, config: LangGraphRunnableConfig) => {
      const write = getWriter(config);
      const output = await runAndTell(team, userMessage(task), ofItsOwn(config, team.name), (event) =>
        write?.(tagEvent(team.name, event)),
      );
      // Inside a run with a checkpointer the interrupt is that run's, and does not come here.
      if (output.__interrupt__?.length) throw nobodyAnswers(team.name);
      return answerOf(output);
    },
    { name: team.name, description: team.description, schema, responseFormat: "content_and_artifact" },
  );
}

function userMessage(content: string) {
  return { messages: [{ role: "user", content }] };
}

/** A team with a checkpointer needs a thread, also when nobody has one for it. */
function ofItsOwn(config: LangGraphRunnableConfig, runName: string): LangGraphRunnableConfig {
  return { ...config, runName, configurable: { thread_id: randomUUID(), ...config.configurable } };
}

function nobodyAnswers(team: string): ToolError {
  return new ToolError(`Team "${team}" waits for a person, and nobody can answer it here.`, {
    tool: team,
    effect: "unknown",
    hint: "Call it in a run that has a checkpointer, or take its approvals and questions away.",
  });
}

/** What the model of the other team reads, and what programs read. */
function answerOf({ messages, structuredResponse }: TeamOutput): [content: string, artifact: unknown] {
  if (structuredResponse !== undefined) return [JSON.stringify(structuredResponse), structuredResponse];
  return [messages.at(-1)?.text ?? "", undefined];
}
