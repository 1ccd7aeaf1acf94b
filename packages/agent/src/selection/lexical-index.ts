import type { StructuredToolInterface } from "@langchain/core/tools";
import type MiniSearch from "minisearch";
import { describeTool, type ToolText } from "./describe-tool.js";
import { relatedWords } from "./everyday-words.js";
import { isTelling, wordsOf } from "./words.js";

/** A text to find tools by, and how much it counts. */
export interface WeightedText {
  readonly text: string;
  readonly weight: number;
}

interface Loaded {
  readonly index: MiniSearch<ToolText>;
  readonly stem: (word: string) => string;
  readonly related: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A name says more than a description, and that more than the parameters. */
const boost = { name: 3, description: 2, parameters: 1, server: 1 };
/** A word that is only alike counts little beside one that is the same. */
const weights = { prefix: 0.2, fuzzy: 0.1 };
/** What a word that people use for another one counts. */
const relatedWeight = 0.4;

/** An index of tools by their words (BM25+). It is made when it is first used, and follows the tools that it is given. */
export class LexicalIndex {
  #loading: Promise<Loaded> | undefined;
  readonly #indexed = new Map<string, StructuredToolInterface>();

  /**
   * Rates tools by what texts say.
   *
   * @returns the scores of the tools that have something to do with them, by name
   */
  async rate(
    tools: readonly StructuredToolInterface[],
    texts: readonly WeightedText[],
  ): Promise<Map<string, number>> {
    this.#loading ??= load();
    const loaded = await this.#loading;
    this.#update(loaded.index, tools);
    const scores = new Map<string, number>();
    for (const { text, weight } of texts) {
      for (const [name, score] of this.#search(loaded, text))
        scores.set(name, (scores.get(name) ?? 0) + weight * score);
    }
    return scores;
  }

  /** Tools that did not change stay the same objects: only the others are read. */
  #update(index: MiniSearch<ToolText>, tools: readonly StructuredToolInterface[]): void {
    const now = new Map(tools.map((tool) => [tool.name, tool]));
    for (const [name, tool] of this.#indexed) {
      if (now.get(name) === tool) continue;
      index.discard(name);
      this.#indexed.delete(name);
    }
    for (const [name, tool] of now) {
      if (this.#indexed.has(name)) continue;
      index.add(describeTool(tool));
      this.#indexed.set(name, tool);
    }
  }

  #search({ index, stem, related }: Loaded, text: string): Map<string, number> {
    const scores = new Map(index.search(text).map(({ id, score }) => [String(id), score]));
    const stems = wordsOf(text).filter(isTelling).map(stem);
    const others = new Set(stems.flatMap((word) => [...(related.get(word) ?? [])]));
    if (others.size === 0) return scores;
    const exact = { processTerm: (word: string) => word, prefix: false, fuzzy: false };
    for (const { id, score } of index.search([...others].join(" "), exact))
      scores.set(String(id), (scores.get(String(id)) ?? 0) + relatedWeight * score);
    return scores;
  }
}

async function load(): Promise<Loaded> {
  const [{ default: Index }, { stemmer: stem }] = await Promise.all([
    import("minisearch"),
    import("@orama/stemmers/english"),
  ]);
  const index = new Index<ToolText>({
    idField: "name",
    fields: Object.keys(boost),
    tokenize: wordsOf,
    processTerm: (word) => (isTelling(word) ? stem(word) : null),
    searchOptions: {
      boost,
      weights,
      // Short words are alike by chance.
      prefix: (word) => word.length > 3,
      fuzzy: (word) => (word.length > 4 ? 0.2 : false),
    },
  });
  return { index, stem, related: relatedWords(stem) };
}
