import { AIMessage, type BaseMessage, HumanMessage } from "@langchain/core/messages";
import type { WeightedText } from "./lexical-index.js";

/** How much what was said before counts, beside what the user said last: "And tomorrow?" means nothing alone. */
const contextWeight = 0.3;

/** The last message of the user, where there is one. */
export function lastQuestion(messages: readonly BaseMessage[]): BaseMessage | undefined {
  return messages.findLast((message) => HumanMessage.isInstance(message));
}

/** What a conversation is about: the last message of the user, the answer before it, and the question before that. */
export function conversationTexts(messages: readonly BaseMessage[]): WeightedText[] {
  const said = messages.filter(({ text }) => text.trim() !== "");
  const last = said.findLastIndex((message) => HumanMessage.isInstance(message));
  if (last === -1) return [];
  const before = said.slice(0, last);
  const context = [
    before.findLast((message) => AIMessage.isInstance(message)),
    before.findLast((message) => HumanMessage.isInstance(message)),
  ];
  return [
    { text: said[last]?.text ?? "", weight: 1 },
    ...context.flatMap((message) => (message ? [{ text: message.text, weight: contextWeight }] : [])),
  ];
}
