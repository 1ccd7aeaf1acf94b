import type { Tool } from "@modelcontextprotocol/client";
import type { LeftOutTool } from "../connection/server-status.js";
import type { ToolPins } from "../pins/tool-pins.js";
import type { ToolFilter } from "../server-definition.js";
import type { McpTool } from "./mcp-tool.js";
import { toModelSchema } from "./schema/model-schema.js";
import { showInvisible } from "./shown/invisible-characters.js";
import { toShownDefinition } from "./shown/shown-definition.js";
import { tooDeepBecause } from "./too-deep.js";
import { filteredBecause, unusedPatterns } from "./tool-filter.js";

/** A tool that can be offered, before it has its name. */
export interface OfferedTool {
  /** What the server said of it. */
  readonly definition: Tool;
  /** What the model gets of that. */
  readonly shown: Tool;
  readonly schema: McpTool["schema"];
}

/** What becomes of the list of a server. */
export interface ChosenTools {
  readonly offered: readonly OfferedTool[];
  readonly leftOut: readonly LeftOutTool[];
  /** What somebody should look at. */
  readonly warnings: readonly string[];
}

/** Chooses the tools of a server that can be offered: those that pass its filter, its pins, and the rules for definitions. */
export function chooseTools(
  server: string,
  tools: readonly Tool[],
  filter: ToolFilter,
  pins: ToolPins | undefined,
): ChosenTools {
  const offered: OfferedTool[] = [];
  const leftOut: LeftOutTool[] = [];
  const leaveOut = (tool: Tool, reason: string) =>
    void leftOut.push({ name: showInvisible(tool.name), reason });
  const warnings = unusedPatterns(
    filter,
    tools.map(({ name }) => name),
  ).map((pattern) => `\`tools.include\` has the pattern "${pattern}", which no tool of the server fits`);
  const wanted = tools.filter((tool) => {
    const reason = unwantedBecause(tool, filter);
    if (reason !== undefined) leaveOut(tool, reason);
    return reason === undefined;
  });
  // Only what is wanted is pinned: what nobody can call has nothing to change.
  const refused = pins?.review(server, wanted);
  for (const definition of wanted) {
    const refusal = refused?.get(definition);
    const offer = refusal === undefined ? toOffer(definition) : { reason: refusal };
    if ("reason" in offer) {
      leaveOut(definition, offer.reason);
      continue;
    }
    const { removed, ...tool } = offer;
    offered.push(tool);
    if (removed.length > 0) {
      const name = showInvisible(definition.name);
      warnings.push(`invisible characters were taken out of what tool "${name}" says: ${removed.join(", ")}`);
    }
  }
  return { offered, leftOut, warnings };
}

/** Makes the offers of a list ahead of the choice, which finds them made. */
export function makeOffers(tools: readonly Tool[], filter: ToolFilter): void {
  for (const tool of tools) if (unwantedBecause(tool, filter) === undefined) toOffer(tool);
}

function unwantedBecause(tool: Tool, filter: ToolFilter): string | undefined {
  return filteredBecause(filter, tool.name) ?? tooDeepBecause(tool);
}

type Offer = (OfferedTool & { readonly removed: readonly string[] }) | { readonly reason: string };

/** Lists are merged again whenever one of them changes; what is in them rarely does. */
const offers = new WeakMap<Tool, Offer>();

function toOffer(definition: Tool): Offer {
  const offer = offers.get(definition) ?? newOffer(definition);
  offers.set(definition, offer);
  return offer;
}

function newOffer(definition: Tool): Offer {
  const shown = toShownDefinition(definition);
  if ("reason" in shown) return shown;
  const converted = toModelSchema(shown.definition.inputSchema);
  if ("reason" in converted) return converted;
  return { definition, shown: shown.definition, schema: converted.schema, removed: shown.removed };
}
