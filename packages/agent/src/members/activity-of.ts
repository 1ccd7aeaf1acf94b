import { AIMessage, type BaseMessage, isBaseMessage, ToolMessage } from "@langchain/core/messages";
import type { TeamToolCallEvent, TeamToolResultEvent } from "../toolset/stream-events.js";

/** What a step of a run says of tools. Source: LangGraph, the stream mode `updates`. */
export function activityOf(update: unknown): (TeamToolCallEvent | TeamToolResultEvent)[] {
  return messagesOf(update).flatMap((message): (TeamToolCallEvent | TeamToolResultEvent)[] => {
    if (AIMessage.isInstance(message)) return (message.tool_calls ?? []).map(toCall);
    if (!ToolMessage.isInstance(message)) return [];
    const { name = "", tool_call_id: toolCallId, status = "success" } = message;
    return [{ type: "team_tool_result", tool: name, toolCallId, status }];
  });
}

function toCall({ name, id = "", args }: NonNullable<AIMessage["tool_calls"]>[number]): TeamToolCallEvent {
  return { type: "team_tool_call", tool: name, toolCallId: id, args };
}

/** An update holds what each node added to the state: one addition, or a list of them. */
function messagesOf(update: unknown): BaseMessage[] {
  return Object.values(asRecord(update))
    .flat()
    .flatMap((added) => asRecord(added).messages ?? [])
    .filter((message): message is BaseMessage => isBaseMessage(message));
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
