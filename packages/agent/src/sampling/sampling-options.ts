import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { CreateMessageRequest } from "@modelcontextprotocol/client";

/** What a server asks of the model. */
export type SamplingParams = CreateMessageRequest["params"];

/** A request of a server for an answer of the model. */
export interface SamplingRequest {
  /** The name of the server that asks. */
  readonly server: string;
  /** The tool in whose call it asks, by the name that the server gave it. Nothing while it works on several calls and does not tell. */
  readonly tool?: string;
  readonly params: SamplingParams;
  /** Aborted when the server, or the run, gives up. */
  readonly signal: AbortSignal;
}

/** Whether a request is answered: as it is (`true`), not at all (`false`, or why), or as somebody edited it. */
export type SamplingDecision = boolean | { readonly refuse: string } | { readonly params: SamplingParams };

/** A chat model, or a function that chooses one by the request: its `modelPreferences`, its server. */
export type SamplingModel<M = BaseChatModel> = M | ((request: SamplingRequest) => M | Promise<M>);

/** How servers may use the model. `M` is what a model can be given as. */
export interface SamplingOptions<M = BaseChatModel> {
  /** The most tokens that a request may ask for; one that asks for more is refused. @default 4_096 */
  readonly maxTokens?: number;
  /** How many requests a server may make in one call. @default 10 */
  readonly maxRequestsPerCall?: number;
  /** The time that approval and model may take for an answer, in milliseconds. @default 600_000 */
  readonly answerTimeoutMs?: number;
  /** Who answers. @default the model of the team */
  readonly model?: SamplingModel<M>;
  /** Asked before the model is: refuses, edits, or lets pass. What is no decision lets nothing pass. @default all pass */
  readonly approve?: (request: SamplingRequest) => SamplingDecision | Promise<SamplingDecision>;
}

export const samplingDefaults = {
  maxTokens: 4_096,
  maxRequestsPerCall: 10,
  answerTimeoutMs: 600_000,
} as const;
