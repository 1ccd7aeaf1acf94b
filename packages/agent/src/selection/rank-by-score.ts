import type { StructuredToolInterface } from "@langchain/core/tools";
import { McpTool } from "../toolset/mcp-tool.js";

/** How much the best tools of a server speak for its other ones. */
const serverShare = 0.3;
/** How many tools of a server say whether it is the one to ask. */
const spokesmen = 3;

/**
 * Orders all tools by their scores, and by what the scores say of their servers: of two tools that nothing is known of, the one
 * whose server has better ones comes first, and then the one that its server lists first.
 */
export function rankByScore(
  tools: readonly StructuredToolInterface[],
  scores: ReadonlyMap<string, number>,
): string[] {
  const ranked = byServer(tools).flatMap((group) => {
    const own = group.map(({ name }) => scores.get(name) ?? 0);
    const best = own.toSorted((a, b) => b - a).slice(0, spokesmen);
    const ofServer = best.reduce((sum, score) => sum + score, 0) / spokesmen;
    return group.map(({ name }, place) => ({
      name,
      place,
      score: (own[place] ?? 0) + serverShare * ofServer,
    }));
  });
  return ranked.sort((a, b) => b.score - a.score || a.place - b.place).map(({ name }) => name);
}

/** The local tools are a group, too. */
function byServer(tools: readonly StructuredToolInterface[]): StructuredToolInterface[][] {
  const groups = new Map<string, StructuredToolInterface[]>();
  for (const tool of tools) {
    const server = tool instanceof McpTool ? tool.connection.name : "";
    groups.set(server, [...(groups.get(server) ?? []), tool]);
  }
  return [...groups.values()];
}
