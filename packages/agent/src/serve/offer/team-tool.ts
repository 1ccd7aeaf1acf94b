import { randomUUID } from "node:crypto";
import { McpTeamError } from "@mcp-team/transports";
import type { CallToolResult, LoggingLevel, Tool } from "@modelcontextprotocol/client";
import { z } from "zod";
import { runAndTell } from "../../members/run-and-tell.js";
import type { AgentTeam } from "../../team/agent-team.js";
import type { TeamOutput } from "../../team/run-types.js";
import type { TeamStreamEvent } from "../../toolset/stream-events.js";
import { describeEvent } from "./describe-event.js";
import type { Caller, OfferedTool } from "./offer.js";

const input = z.object({
  task: z.string().describe("What the team is to do, with all that it needs to know."),
  messages: z
    .array(z.object({ role: z.enum(["user", "assistant"]), content: z.string() }))
    .optional()
    .describe("The conversation so far, if the task goes on with one: the team remembers nothing."),
});

/** The team as one tool: a task in words, an answer in words. Each call is a conversation of its own. */
export function teamTool(team: AgentTeam): OfferedTool {
  return {
    definition: {
      name: team.name,
      description: team.description,
      inputSchema: z.toJSONSchema(input) as Tool["inputSchema"],
      ...(team.outputSchema && { outputSchema: team.outputSchema as Tool["outputSchema"] }),
    },
    async call(args, caller) {
      const parsed = input.safeParse(args);
      if (parsed.error) return failure(`The arguments do not fit: ${z.prettifyError(parsed.error)}`);
      const { task, messages = [] } = parsed.data;
      const conversation = { messages: [...messages, { role: "user", content: task }] };
      const config = { signal: caller.signal, configurable: { thread_id: randomUUID() } };
      try {
        return resultOf(await runAndTell(team, conversation, config, teller(team.name, caller)));
      } catch (error) {
        caller.signal.throwIfAborted();
        return failure(explain(team.name, error));
      } finally {
        await forget(team, config.configurable.thread_id);
      }
    },
  };
}

/** Tells the caller what the team does: as progress, where it asked for that, and in its log. */
function teller(team: string, caller: Caller): (event: unknown) => void {
  let steps = 0;
  return (written) => {
    const event = written as TeamStreamEvent;
    if (event?.type === "mcp_log") {
      const from = [...(event.team ?? []), event.server, event.logger].filter(Boolean).join("/");
      return caller.log(event.level as LoggingLevel, event.data, from);
    }
    const message = describeEvent(event);
    if (message === undefined) return;
    // "The progress value MUST increase with each notification" (MCP, progress)
    caller.progress?.({ progress: ++steps, message });
    if (event.type !== "mcp_progress") caller.log("info", message, team);
  };
}

function resultOf({ messages, structuredResponse }: TeamOutput): CallToolResult {
  const isStructured = typeof structuredResponse === "object" && structuredResponse !== null;
  const text = isStructured ? JSON.stringify(structuredResponse) : (messages.at(-1)?.text ?? "");
  return {
    content: [{ type: "text", text }],
    ...(isStructured && { structuredContent: structuredResponse as Record<string, unknown> }),
  };
}

/** A result that says that something went wrong. */
export function failure(text: string): CallToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

function explain(team: string, error: unknown): string {
  if (McpTeamError.isInstance(error)) return [error.message, error.hint].filter(Boolean).join("\n");
  return `Team "${team}" failed: ${error instanceof Error ? error.message : String(error)}`;
}

/** The conversation of a call ends with the call: nothing of it stays in the team's checkpointer. */
async function forget({ graph }: AgentTeam, threadId: string): Promise<void> {
  const { checkpointer } = graph;
  if (typeof checkpointer === "object") await checkpointer.deleteThread(threadId).catch(() => {});
}
