import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from "@langchain/core/messages";
import { searchToolName } from "./tool-selection-options.js";

/** The names of tools that a conversation is working with, those of the latest messages first. */
export interface ToolsInUse {
  /** Since the last message of the user. */
  readonly now: readonly string[];
  readonly before: readonly string[];
}

/**
 * What was found by `search_tools`, and what was called. It is read from the messages, so it stays with a thread, also in a
 * checkpoint, for as long as they do.
 */
export function toolsInUse(messages: readonly BaseMessage[]): ToolsInUse {
  const question = messages.findLastIndex((message) => HumanMessage.isInstance(message));
  const now = namesIn(messages.slice(question + 1));
  const before = namesIn(messages.slice(0, question + 1)).filter((name) => !now.includes(name));
  return { now, before };
}

function namesIn(messages: readonly BaseMessage[]): string[] {
  const names = messages.toReversed().flatMap((message): string[] => {
    if (AIMessage.isInstance(message)) return (message.tool_calls ?? []).map(({ name }) => name);
    return ToolMessage.isInstance(message) && message.name === searchToolName ? foundIn(message) : [];
  });
  return [...new Set(names)];
}

function foundIn({ artifact }: ToolMessage): string[] {
  const { tools } = (artifact ?? {}) as { tools?: unknown };
  return Array.isArray(tools) ? tools.filter((name) => typeof name === "string") : [];
}
