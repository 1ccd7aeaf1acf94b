import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { AIMessage } from "@langchain/core/messages";
import type { Attributes } from "@opentelemetry/api";

/** LangChain's names of providers, where the conventions have others. */
const providers: Readonly<Record<string, string>> = {
  amazon_bedrock: "aws.bedrock",
  azure: "azure.ai.openai",
  azure_openai: "azure.ai.openai",
  bedrock: "aws.bedrock",
  google_genai: "gcp.gemini",
  google_vertexai: "gcp.vertex_ai",
  mistral: "mistral_ai",
  mistralai: "mistral_ai",
  xai: "x_ai",
};

/** What is known of a model before it is asked. Source: OpenTelemetry semantic conventions for generative AI, inference. */
export interface ModelFacts {
  readonly model: string | undefined;
  /** What metrics say, too. */
  readonly attributes: Attributes;
  readonly details: Attributes;
}

export function modelFacts(model: unknown): ModelFacts {
  const { provider, name, temperature, maxTokens } =
    named(model) ?? described(model as Partial<BaseChatModel>);
  const known = provider?.replaceAll("-", "_") ?? "unknown";
  return {
    model: name,
    attributes: {
      "gen_ai.provider.name": providers[known] ?? known,
      ...(name !== undefined && { "gen_ai.request.model": name }),
    },
    details: {
      ...(temperature !== undefined && { "gen_ai.request.temperature": temperature }),
      ...(maxTokens !== undefined && { "gen_ai.request.max_tokens": maxTokens }),
    },
  };
}

interface Described {
  readonly provider?: string | undefined;
  readonly name?: string | undefined;
  readonly temperature?: number | undefined;
  readonly maxTokens?: number | undefined;
}

/** As it describes itself to LangSmith. */
function described(model: Partial<BaseChatModel>): Described {
  const params = model.getLsParams?.({} as never);
  return {
    provider: params?.ls_provider,
    name: params?.ls_model_name,
    temperature: params?.ls_temperature,
    maxTokens: params?.ls_max_tokens,
  };
}

/** What `initChatModel` makes stands for a model that it makes later, and knows only what it was told. */
function named(model: unknown): Described | undefined {
  const { _defaultConfig: config } = model as { _defaultConfig?: Readonly<Record<string, unknown>> };
  if (typeof config?.model !== "string") return undefined;
  const [, prefix, rest] = /^(\w[\w-]*):(.+)$/.exec(config.model) ?? [];
  const provider = typeof config.modelProvider === "string" ? config.modelProvider : prefix;
  return { provider, name: provider === prefix ? (rest ?? config.model) : config.model };
}

/** What a model's answer says of itself. */
export function answerFacts({ id, response_metadata, usage_metadata }: AIMessage): Attributes {
  const { model_name, model, finish_reason, stop_reason } = response_metadata as Record<string, unknown>;
  const name = model_name ?? model;
  const reason = finish_reason ?? stop_reason;
  const cached = usage_metadata?.input_token_details?.cache_read;
  return {
    ...(id !== undefined && { "gen_ai.response.id": id }),
    ...(typeof name === "string" && { "gen_ai.response.model": name }),
    ...(typeof reason === "string" && { "gen_ai.response.finish_reasons": [reason] }),
    ...(usage_metadata && {
      "gen_ai.usage.input_tokens": usage_metadata.input_tokens,
      "gen_ai.usage.output_tokens": usage_metadata.output_tokens,
    }),
    ...(cached !== undefined && { "gen_ai.usage.cache_read.input_tokens": cached }),
  };
}
