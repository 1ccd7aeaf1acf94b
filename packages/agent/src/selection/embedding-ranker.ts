import type { EmbeddingsInterface } from "@langchain/core/embeddings";
import type { StructuredToolInterface } from "@langchain/core/tools";
import { describeTool } from "./describe-tool.js";
import { rankByScore } from "./rank-by-score.js";
import type { RankTools } from "./tool-selection-options.js";

/** Ranks tools by meaning. What a tool says is embedded once, and again only when it says something else. */
export function embeddingRanker(embeddings: EmbeddingsInterface): RankTools {
  const vectors = new Map<string, Promise<readonly number[]>>();
  const embed = (tools: readonly StructuredToolInterface[]) => {
    const texts = tools.map(textOf);
    const missing = [...new Set(texts)].filter((text) => !vectors.has(text));
    if (missing.length > 0) {
      const embedded = embeddings.embedDocuments(missing);
      for (const [index, text] of missing.entries()) {
        const vector = embedded.then((all) => all[index] ?? []);
        // A service that failed once is asked again the next time.
        vector.catch(() => vectors.delete(text));
        vectors.set(text, vector);
      }
    }
    return Promise.all(texts.map((text) => vectors.get(text) ?? []));
  };
  return async ({ text, tools }) => {
    const [question, all] = await Promise.all([embeddings.embedQuery(text), embed(tools)]);
    return rankByScore(
      tools,
      new Map(tools.map(({ name }, index) => [name, similarity(question, all[index] ?? [])])),
    );
  };
}

function textOf(tool: StructuredToolInterface): string {
  const { server, name, description, parameters } = describeTool(tool);
  return `${server ? `${server}: ` : ""}${name}\n${description}\n${parameters}`;
}

/** The cosine of the angle between two vectors. */
function similarity(a: readonly number[], b: readonly number[]): number {
  let product = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (const [index, x] of a.entries()) {
    const y = b[index] ?? 0;
    product += x * y;
    lengthA += x * x;
    lengthB += y * y;
  }
  return lengthA && lengthB ? product / Math.sqrt(lengthA * lengthB) : 0;
}
