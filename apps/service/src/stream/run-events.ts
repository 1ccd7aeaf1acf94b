import type { BaseMessage } from "@langchain/core/messages";
import type { AgentTeam, McpStreamEvent, McpToolMetadata } from "@mcp-team/agent";
import { isAiMessage, isToolMessage, toWireMessage } from "../messages/wire-message.js";
import type { TeamRun } from "../runs/team-run.js";
import type { MessageEvent, ProgressEvent, ServiceEvent, TokenEvent } from "./service-event.js";
import { ToldMessages } from "./told-messages.js";
import { ToolCalls } from "./tool-calls.js";

/** Where the team's own model runs. Source: LangGraph, whose subgraphs stand behind a bar, and LangChain's name of the node. */
const ownModel = /^model_request:[^|]*$/;

/** Runs the team and tells what happens. The result is the text of the last message of the conversation. */
export async function* runEvents(
  team: AgentTeam,
  { input, config }: TeamRun,
): AsyncGenerator<ServiceEvent, string> {
  const calls = new ToolCalls((tool) => serverOf(team, tool));
  const told = new ToldMessages();
  let answer = "";
  const chunks = await team.stream(input, {
    ...config,
    streamMode: ["messages", "updates", "custom", "values"] as const,
  });
  for await (const [mode, chunk] of chunks) {
    if (mode === "messages") yield* tokenOf(...chunk);
    if (mode === "custom") yield* progressOf(chunk);
    if (mode === "updates") yield* messageEvents(told.added(addedMessages(chunk)), calls);
    if (mode !== "values") continue;
    // An interrupt comes as a state without messages.
    const { messages = [] }: { readonly messages?: readonly BaseMessage[] } = chunk;
    yield* messageEvents(told.conversation(messages), calls);
    answer = messages.at(-1)?.text ?? answer;
  }
  return answer;
}

/** A model's message is told before the calls that it makes, a tool's after the call that it answers. */
function messageEvents(messages: readonly BaseMessage[], calls: ToolCalls): ServiceEvent[] {
  return messages.flatMap((message): ServiceEvent[] => {
    const told: MessageEvent = { event: "message", data: toWireMessage(message) };
    if (isAiMessage(message)) return [told, ...calls.start(message)];
    if (isToolMessage(message)) return [...calls.end(message), told];
    return [];
  });
}

/** Models that a tool asks, those of member teams included, write what the tool answers, and no part of this answer. */
function tokenOf(
  message: BaseMessage,
  { langgraph_checkpoint_ns: place }: Record<string, unknown>,
): TokenEvent[] {
  if (!isAiMessage(message) || message.text === "" || !ownModel.test(String(place))) return [];
  return [{ event: "token", data: { text: message.text } }];
}

/** Local tools may write what they like; only progress of servers is passed on. */
function progressOf(chunk: unknown): ProgressEvent[] {
  if (!isMcpStreamEvent(chunk) || chunk.type !== "mcp_progress") return [];
  const { type: _, ...data } = chunk;
  return [{ event: "progress", data }];
}

function isMcpStreamEvent(chunk: unknown): chunk is McpStreamEvent {
  return typeof chunk === "object" && chunk !== null && "type" in chunk;
}

/** What the nodes of the graph added to the conversation, at once or in several parts. Middleware may add nothing. */
function addedMessages(updates: Readonly<Record<string, Update | readonly Update[]>>): unknown[] {
  return Object.values(updates)
    .flat()
    .flatMap((update) => update?.messages ?? []);
}

type Update = { readonly messages?: unknown } | undefined;

function serverOf({ tools }: AgentTeam, name: string): string | undefined {
  const tool = tools.find((each) => each.name === name) as McpToolLike | undefined;
  return tool?.metadata?.mcp?.server;
}

/** LangChain's interface of tools does not mention the metadata that its tools have. */
interface McpToolLike {
  readonly metadata?: { readonly mcp?: McpToolMetadata };
}
