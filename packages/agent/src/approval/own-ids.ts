import { randomUUID } from "node:crypto";
import { AIMessage, type BaseMessage, ToolMessage } from "@langchain/core/messages";
import type { Judgement } from "./judgement.js";

/**
 * Gives each call an id that nothing else in the conversation has. Some providers leave ids out, or count anew in each message: what
 * looks for the answer to a call by its id, as LangGraph does, would then find that to another one.
 *
 * @param others - the conversation without the message that has the calls
 */
export function withOwnIds(calls: readonly Judgement[], others: readonly BaseMessage[]): Judgement[] {
  const taken = new Set(["", ...others.flatMap(idsIn)]);
  return calls.map((call) => {
    const id = taken.has(call.id) ? randomUUID() : call.id;
    taken.add(id);
    return { ...call, id };
  });
}

function idsIn(message: BaseMessage): string[] {
  if (ToolMessage.isInstance(message)) return [message.tool_call_id];
  return AIMessage.isInstance(message) ? (message.tool_calls ?? []).map(({ id = "" }) => id) : [];
}
