import { AIMessage, type BaseMessage, ToolMessage } from "@langchain/core/messages";

/**
 * Puts an answer behind each call that has none, where the conversation went on all the same: a person said something new instead of
 * deciding about a call, or a run was stopped in the middle. Providers refuse such a conversation, for ever.
 */
export function answerAbandonedCalls(messages: readonly BaseMessage[]): BaseMessage[] {
  return messages.flatMap((message, index) => {
    // The calls of the last message are still being worked on.
    if (!AIMessage.isInstance(message) || index === messages.length - 1) return [message];
    const answered = answersTo(index, messages);
    const abandoned = (message.tool_calls ?? []).filter(({ id = "" }) => !answered.has(id));
    return [message, ...abandoned.map(({ id = "", name }) => answer(id, name))];
  });
}

/** What was answered before the model spoke again: with some providers, the ids of calls come again in later messages. */
function answersTo(index: number, messages: readonly BaseMessage[]): Set<string> {
  const later = messages.slice(index + 1);
  const next = later.findIndex((message) => AIMessage.isInstance(message));
  const before = next < 0 ? later : later.slice(0, next);
  return new Set(before.filter(ToolMessage.isInstance).map(({ tool_call_id }) => tool_call_id));
}

function answer(id: string, name: string): ToolMessage {
  const content = `There is no answer to this call of "${name}": the conversation went on before it was made, or before it ended. Whether it had an effect is not known.`;
  return new ToolMessage({ content, name, tool_call_id: id, status: "error" });
}
