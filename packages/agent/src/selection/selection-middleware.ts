import type { StructuredToolInterface } from "@langchain/core/tools";
import { type AgentMiddleware, createMiddleware, ProviderStrategy } from "langchain";
import type { Logger } from "pino";
import { matchesName } from "../connection/tool-limits.js";
import { countTokens } from "./count-tokens.js";
import type { ModelCallRequest } from "./middleware-ranker.js";
import { pickNames } from "./pick-names.js";
import { createSearchTool, type SearchingRun } from "./search-tool.js";
import { searchToolName, type ToolSelectionOptions } from "./tool-selection-options.js";
import { ToolSelector } from "./tool-selector.js";
import { toolsInUse } from "./tools-in-use.js";

/** What the selection did for one request to the model. */
export interface ToolsSelected {
  /** The names of the tools that the request carries. */
  readonly offered: readonly string[];
  /** How many tools there are. */
  readonly of: number;
  /** About how many tokens the tools that were left out would have taken. */
  readonly savedTokens: number;
}

/** What the selection needs to know of the team. */
export interface SelectionTeam {
  /** The tools that can be found, as they are now. @param run - the run that looks for them */
  readonly tools: (run: SearchingRun) => Promise<readonly StructuredToolInterface[]>;
  /** The names of tools that belong to middleware: its prompts speak of them, so they stay. */
  readonly middlewareTools: ReadonlySet<string>;
  readonly onSelected: (selected: ToolsSelected) => void;
  readonly logger?: Logger | undefined;
}

/** How many tools one search finds. */
const foundAtOnce = 10;

/**
 * Lets each model request carry only the tools that are most relevant to the conversation, and `search_tools` to find others.
 * A tool that is not offered is still there: a call of it works.
 */
export function selectionMiddleware(
  { limit, strategy, always = [] }: ToolSelectionOptions,
  team: SelectionTeam,
): AgentMiddleware {
  const selector = new ToolSelector(strategy, team.logger);
  const search = createSearchTool(async (text, run) =>
    selector.forWords(text, await team.tools(run), Math.min(foundAtOnce, limit - 1), run.signal),
  );
  const isFixed = (name: string) =>
    team.middlewareTools.has(name) || always.some((pattern) => matchesName(pattern, name));
  let warned = false;
  const warnOnce = (count: number) => {
    if (!warned)
      team.logger?.warn(
        { limit, count },
        "the tools that are offered always take all the room of the tool selection",
      );
    warned = true;
  };
  return createMiddleware({
    name: "ToolSelection",
    tools: [search],
    async wrapModelCall(request, handler) {
      const all = request.tools.filter((tool) => tool !== search);
      const room = limit - responseTools(request);
      if (all.length <= room) return handler({ ...request, tools: all });
      // What a provider runs itself says too little to be found by.
      const providers = all.filter((tool) => !isFindable(tool));
      const findable = all.filter(isFindable);
      const fixed = findable.filter(({ name }) => isFixed(name));
      const ranked = findable.filter(({ name }) => !isFixed(name));
      if (fixed.length + providers.length + 1 >= room) warnOnce(fixed.length + providers.length);
      const names = pickNames({
        always: [searchToolName, ...fixed.map(({ name }) => name)],
        inUse: toolsInUse(request.messages),
        ranked: await selector.forConversation(request, ranked, room),
        limit: Math.max(1, room - providers.length),
      });
      const byName = new Map([search, ...findable].map((tool) => [tool.name, tool]));
      const offered = names.flatMap((name) => byName.get(name) ?? []);
      const leftOut = findable.filter(({ name }) => !names.includes(name));
      team.onSelected({
        offered: names,
        of: findable.length,
        savedTokens: leftOut.reduce((sum, tool) => sum + countTokens(tool), -countTokens(search)),
      });
      return handler({ ...request, tools: [...offered, ...providers] });
    },
  });
}

/** How many tools LangChain adds to the request for a structured response, at most. */
function responseTools({ responseFormat }: ModelCallRequest): number {
  if (responseFormat === undefined || responseFormat instanceof ProviderStrategy) return 0;
  return Array.isArray(responseFormat) ? responseFormat.length : 1;
}

function isFindable(tool: ModelCallRequest["tools"][number]): tool is StructuredToolInterface {
  return "invoke" in tool && "schema" in tool && typeof tool.name === "string";
}
