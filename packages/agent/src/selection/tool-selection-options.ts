import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import type { BaseMessage } from "@langchain/core/messages";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { AgentMiddleware } from "langchain";

/** The name of the tool with which the model finds those that it was not offered. */
export const searchToolName = "search_tools";

/** Which tools of a large toolset each model request carries. */
export interface ToolSelectionOptions {
  /** How many tools a request carries at most, `search_tools` among them. At least 2. */
  readonly limit: number;
  /** How the tools for a conversation are found. @default "lexical" */
  readonly strategy?: ToolSelectionStrategy;
  /** Tools that are offered always: names, with `*` for any characters. They count towards the limit. @default none */
  readonly always?: readonly string[];
}

/**
 * How the tools for a conversation are found:
 *
 * - `"lexical"` compares words (BM25+), at once and without a service
 * - `{ embeddings }` compares meanings; what a tool says is embedded once
 * - `"llm"` asks the team's model, with LangChain's `llmToolSelectorMiddleware`, once for each message of the user
 * - a middleware that selects tools in its `wrapModelCall`, such as `llmToolSelectorMiddleware({ model: cheaper })`
 * - a function of one's own
 *
 * One that fails is reported to the logger, and `"lexical"` takes its place.
 */
export type ToolSelectionStrategy =
  | "lexical"
  | "llm"
  | { readonly embeddings: EmbeddingsInterface }
  | AgentMiddleware
  | RankTools;

/** Gives the names of tools that may be of use, the best first. */
export type RankTools = (query: ToolQuery) => readonly string[] | Promise<readonly string[]>;

/** What tools are wanted for. */
export interface ToolQuery {
  /** What the user said last, or what the model looks for. */
  readonly text: string;
  /** The conversation; empty when the model looks for tools itself. */
  readonly messages: readonly BaseMessage[];
  readonly tools: readonly StructuredToolInterface[];
  /** How many are wanted. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}
