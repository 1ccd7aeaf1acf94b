import { randomUUID } from "node:crypto";
import { Command, type LangGraphRunnableConfig } from "@langchain/langgraph";
import { McpTeamError, ToolError } from "@mcp-team/transports";
import type { CallToolResult, LoggingLevel, Tool } from "@modelcontextprotocol/client";
import { z } from "zod";
import { heldUntil } from "../../elicitation/held-until.js";
import { runAndTell } from "../../members/run-and-tell.js";
import type { AgentTeam } from "../../team/agent-team.js";
import type { TeamOutput, TeamRunInput } from "../../team/run-types.js";
import type { TeamStreamEvent } from "../../toolset/stream-events.js";
import { answerInterrupts } from "./answer-interrupts.js";
import { askedThrough } from "./ask-caller.js";
import type { ContextOf } from "./context-of.js";
import { describeEvent } from "./describe-event.js";
import type { Caller, OfferedTool } from "./offer.js";

/** How often a call may wait for a person. */
const maxRounds = 50;

const input = z.object({
  task: z.string().describe("What the team is to do, with all that it needs to know."),
  messages: z
    .array(z.object({ role: z.enum(["user", "assistant"]), content: z.string() }))
    .optional()
    .describe("The conversation so far, if the task goes on with one: the team remembers nothing."),
});

/** The team as one tool: a task in words, an answer in words. Each call is a conversation of its own. */
export function teamTool(team: AgentTeam, contextOf?: ContextOf): OfferedTool {
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
      const over = new AbortController();
      const thread_id = randomUUID();
      const configurable = { thread_id, ...askedThrough(caller.ask), ...heldUntil(over.signal) };
      try {
        const context = (await contextOf?.(caller.identity)) as LangGraphRunnableConfig["context"];
        return resultOf(await runToEnd(team, conversation, { configurable, context }, caller));
      } catch (error) {
        caller.signal.throwIfAborted();
        return failure(explain(team.name, error));
      } finally {
        // Calls that wait for an answer of a person wait for nobody now.
        over.abort();
        await forget(team, thread_id);
      }
    },
  };
}

/** Runs the team, and has its caller answer what it is interrupted for. */
async function runToEnd(
  team: AgentTeam,
  conversation: TeamRunInput,
  config: LangGraphRunnableConfig,
  caller: Caller,
): Promise<TeamOutput> {
  const tell = teller(team.name, caller);
  // Each round has a signal of its own: what listens to one is not always taken away.
  const run = (given: TeamRunInput) =>
    runAndTell(team, given, { ...config, signal: AbortSignal.any([caller.signal]) }, tell);
  let output = await run(conversation);
  for (let round = 0; output.__interrupt__?.length; round++) {
    if (round === maxRounds) throw tooManyRounds(team.name);
    const resume = await answerInterrupts(team.name, output.__interrupt__, caller.ask);
    output = await run(new Command({ resume }));
  }
  return output;
}

function tooManyRounds(team: string): ToolError {
  return new ToolError(`Team "${team}" was interrupted ${maxRounds} times by one call, which was given up.`, {
    tool: team,
    hint: "A program that answers for a person may give an answer that never fits.",
  });
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
