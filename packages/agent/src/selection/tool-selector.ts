import type { BaseMessage } from "@langchain/core/messages";
import type { StructuredToolInterface } from "@langchain/core/tools";
import { type AgentMiddleware, llmToolSelectorMiddleware } from "langchain";
import type { Logger } from "pino";
import { conversationTexts, lastQuestion } from "./conversation-texts.js";
import { embeddingRanker } from "./embedding-ranker.js";
import { LexicalIndex, type WeightedText } from "./lexical-index.js";
import { type ModelCallRequest, toolsPassedOnBy } from "./middleware-ranker.js";
import { rankByScore } from "./rank-by-score.js";
import type { RankTools, ToolSelectionStrategy } from "./tool-selection-options.js";

/** What a ranking was made for: a question, and the tools that there were. */
interface Ranking {
  readonly tools: readonly StructuredToolInterface[];
  readonly names: Promise<readonly string[]>;
}

/** Ranks the tools of a team for a conversation, or for some words. */
export class ToolSelector {
  readonly #strategy: ToolSelectionStrategy;
  readonly #logger: Logger | undefined;
  readonly #index = new LexicalIndex();
  readonly #embeddings: RankTools | undefined;
  readonly #rankings = new WeakMap<BaseMessage, Ranking>();

  constructor(strategy: ToolSelectionStrategy = "lexical", logger?: Logger) {
    this.#strategy = strategy;
    this.#logger = logger;
    if (typeof strategy === "object" && "embeddings" in strategy)
      this.#embeddings = embeddingRanker(strategy.embeddings);
  }

  /** All tools, the best for a conversation first. Made once for each message of the user and each list of tools. */
  async forConversation(
    request: ModelCallRequest,
    tools: readonly StructuredToolInterface[],
    limit: number,
  ): Promise<readonly string[]> {
    const question = lastQuestion(request.messages);
    if (question === undefined) return tools.map(({ name }) => name);
    const known = this.#rankings.get(question);
    if (known && areSame(known.tools, tools)) return known.names;
    const names = this.#rankForConversation(request, question, tools, limit);
    this.#rankings.set(question, { tools, names });
    return names;
  }

  /** The tools that have to do with some words, the best first. */
  async forWords(
    text: string,
    tools: readonly StructuredToolInterface[],
    limit: number,
    signal?: AbortSignal,
  ): Promise<readonly StructuredToolInterface[]> {
    const rank = this.#embeddings ?? (typeof this.#strategy === "function" ? this.#strategy : undefined);
    const names = rank
      ? await this.#orByWords(
          async () => rank({ text, messages: [], tools, limit, ...(signal && { signal }) }),
          () => this.#find(text, tools),
        )
      : await this.#find(text, tools);
    const byName = new Map(tools.map((tool) => [tool.name, tool]));
    return names.slice(0, limit).flatMap((name) => byName.get(name) ?? []);
  }

  async #rankForConversation(
    request: ModelCallRequest,
    question: BaseMessage,
    tools: readonly StructuredToolInterface[],
    limit: number,
  ): Promise<readonly string[]> {
    const byWords = () => this.#rankByWords(tools, conversationTexts(request.messages));
    const strategy = this.#strategy;
    if (strategy === "lexical") return byWords();
    const best = await this.#orByWords(async () => {
      const { signal } = request.runtime;
      const query = {
        text: question.text,
        messages: request.messages,
        tools,
        limit,
        ...(signal && { signal }),
      };
      if (typeof strategy === "function") return strategy(query);
      if (this.#embeddings) return this.#embeddings(query);
      const middleware =
        strategy === "llm" ? llmToolSelectorMiddleware({ maxTools: limit }) : (strategy as AgentMiddleware);
      return toolsPassedOnBy(middleware, request, tools);
    }, byWords);
    // What the strategy does not mention fills what room it leaves.
    return [...new Set([...best, ...(await byWords())])];
  }

  /** A service that is down must not end a run. */
  async #orByWords(
    rank: () => Promise<readonly string[]>,
    byWords: () => Promise<readonly string[]>,
  ): Promise<readonly string[]> {
    try {
      return asNames(await rank());
    } catch (error) {
      this.#logger?.warn(
        { err: error },
        "the strategy for selecting tools failed: they are selected by words",
      );
      return byWords();
    }
  }

  async #rankByWords(tools: readonly StructuredToolInterface[], texts: readonly WeightedText[]) {
    return rankByScore(tools, await this.#index.rate(tools, texts));
  }

  /** Only tools that have to do with the words, unlike a ranking. */
  async #find(text: string, tools: readonly StructuredToolInterface[]): Promise<readonly string[]> {
    const scores = await this.#index.rate(tools, [{ text, weight: 1 }]);
    return rankByScore(tools, scores).filter((name) => scores.has(name));
  }
}

/** @throws TypeError when a strategy gave something else than it has to */
function asNames(given: unknown): readonly string[] {
  if (Array.isArray(given) && given.every((name) => typeof name === "string")) return given;
  throw new TypeError("A strategy for selecting tools has to give a list of their names.");
}

function areSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
