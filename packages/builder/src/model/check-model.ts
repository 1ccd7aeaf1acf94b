import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { kindOfValue, showValue } from "../problems/show-value.js";

/** A chat model, or the name of one: `"provider:model"`, as `initChatModel` of LangChain takes it. */
export type LlmOption = BaseChatModel | string;

/** Says what is wrong with the argument of `withLlm`, as far as that can be seen without loading anything. */
export function problemWithLlm(llm: unknown): string | undefined {
  if (typeof llm === "string") {
    return /^[^\s:]+:\S/.test(llm)
      ? undefined
      : `must be a chat model or a "provider:model" such as "openai:gpt-4o-mini", not ${showValue(llm)}`;
  }
  // Not `instanceof`: the model may come from another copy of @langchain/core.
  if (typeof llm === "object" && llm !== null && "invoke" in llm && "bindTools" in llm) return undefined;
  return `must be a chat model with tools or a "provider:model" such as "openai:gpt-4o-mini", not ${kindOfValue(llm)}`;
}
