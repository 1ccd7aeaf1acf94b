import type { Dialect } from "../toolset/schema/dialects/dialect.js";

/** What a request to a model says of how it will be sent. */
export interface DialectQuestion {
  readonly model: unknown;
  readonly modelSettings?: Readonly<Record<string, unknown>> | undefined;
  readonly responseFormat?: unknown;
}

/** What the chat models of LangChain have that tells them apart. */
interface ModelFacts {
  readonly bound?: unknown;
  readonly defaultOptions?: Readonly<Record<string, unknown>>;
  readonly kwargs?: Readonly<Record<string, unknown>>;
  readonly lc_namespace?: readonly string[];
  readonly profile?: { readonly structuredOutput?: boolean };
  readonly streamedConnection?: unknown;
  readonly supportsStrictToolCalling?: boolean;
  _getModelInstance?(): Promise<unknown>;
  _llmType?(): string;
}

/**
 * The form of JSON Schema that a model takes. It is found by what the model says of itself, not by its class, which would
 * have to be installed. A model of a provider that is not known is spoken to as OpenAI's: most have copied its interface.
 */
export async function dialectOf({ model, modelSettings, responseFormat }: DialectQuestion): Promise<Dialect> {
  const { facts, kwargs } = await unwrapped(model as ModelFacts);
  const name = `${facts._llmType?.() ?? ""} ${facts.lc_namespace?.join(" ") ?? ""}`;
  if (/anthropic/i.test(name)) return "anthropic";
  // The older converter for Vertex AI throws at unions. It alone has two connections.
  if (/google|gemini|vertex/i.test(name))
    return facts.streamedConnection ? "google-without-unions" : "google";
  const strict = modelSettings?.strict ?? kwargs.strict ?? facts.supportsStrictToolCalling;
  if (typeof strict === "boolean") return strict ? "openai-strict" : "openai";
  return /openai/i.test(name) && asksForStrict(facts, responseFormat) ? "openai-strict" : "openai";
}

/** `initChatModel` gives a model that is made when it is needed, `withConfig` one that is inside of another. */
async function unwrapped(model: ModelFacts): Promise<{ facts: ModelFacts; kwargs: Record<string, unknown> }> {
  if (model.bound !== undefined) {
    const inner = await unwrapped(model.bound as ModelFacts);
    return { ...inner, kwargs: { ...inner.kwargs, ...model.kwargs } };
  }
  if (model._getModelInstance) return unwrapped((await model._getModelInstance()) as ModelFacts);
  return { facts: model, kwargs: { ...model.defaultOptions } };
}

/** `ChatOpenAI` makes all tools strict when the provider itself has to give the response its form. */
function asksForStrict({ profile }: ModelFacts, responseFormat: unknown): boolean {
  if (typeof responseFormat !== "object" || responseFormat === null || Array.isArray(responseFormat))
    return false;
  if ("tool" in responseFormat || "__responseFormatUndefined" in responseFormat) return false;
  return profile?.structuredOutput === true || "_schemaType" in responseFormat;
}
