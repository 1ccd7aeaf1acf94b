import type { BaseChatModel } from "@langchain/core/language_models/chat_models";

/** What one request sets, where the model has it. */
export interface ModelSettings {
  readonly maxTokens?: number | undefined;
  readonly temperature?: number | undefined;
}

/** What chat models call the most tokens that an answer may have. */
const tokenLimits = ["maxTokens", "maxOutputTokens", "numPredict"];

/**
 * A view of a chat model that has other settings. LangChain has no option of a call for them, so they are laid over the
 * model's own, and over those of the models inside of it; the model itself does not change.
 */
export function adjustedModel<M extends object>(model: M, settings: ModelSettings): M {
  const own = settingsOf(settings);
  const over = Object.entries(own).filter(([key]) => key in model);
  const inside = Object.entries(model).filter(([, value]) => isChatModel(value));
  const adjusted = {
    ...Object.fromEntries(over),
    ...Object.fromEntries(inside.map(([key, value]) => [key, adjustedModel(value as object, settings)])),
    ...ofConfigurable(model, own),
  };
  const properties = Object.entries(adjusted).map(([key, value]) => [
    key,
    { value, writable: true, enumerable: true, configurable: true },
  ]);
  return Object.create(model, Object.fromEntries(properties)) as M;
}

function settingsOf({ maxTokens, temperature }: ModelSettings): Record<string, number> {
  return {
    ...(maxTokens !== undefined && Object.fromEntries(tokenLimits.map((name) => [name, maxTokens]))),
    ...(temperature !== undefined && { temperature }),
  };
}

/** What `initChatModel` gives makes its model when it is first used, and keeps it. */
function ofConfigurable(model: object, own: Record<string, number>): Record<string, unknown> {
  if (!("_defaultConfig" in model && "_modelInstanceCache" in model)) return {};
  const defaults = model._defaultConfig as Record<string, unknown>;
  return { _defaultConfig: { ...defaults, ...own }, _modelInstanceCache: new Map() };
}

/** Not `instanceof`: the model may come from another copy of @langchain/core. */
function isChatModel(value: unknown): value is BaseChatModel {
  return typeof value === "object" && value !== null && "_generate" in value && "invoke" in value;
}
