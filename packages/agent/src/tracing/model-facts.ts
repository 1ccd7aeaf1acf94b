import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { AIMessage } from "@langchain/core/messages";
import type { Attributes } from "@opentelemetry/api";

/** LangChain's names of providers, where the conventions have others. */
const providers: Readonly<Record<string, string>> = {
  amazon_bedrock: "aws.bedrock",
  azure: "azure.ai.openai",
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
  const params = (model as Partial<BaseChatModel>).getLsParams?.({} as never);
  const provider = params?.ls_provider ?? "unknown";
  return {
    model: params?.ls_model_name,
    attributes: {
      "gen_ai.provider.name": providers[provider] ?? provider,
      ...(params?.ls_model_name !== undefined && { "gen_ai.request.model": params.ls_model_name }),
    },
    details: {
      ...(params?.ls_temperature !== undefined && { "gen_ai.request.temperature": params.ls_temperature }),
      ...(params?.ls_max_tokens !== undefined && { "gen_ai.request.max_tokens": params.ls_max_tokens }),
    },
  };
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
