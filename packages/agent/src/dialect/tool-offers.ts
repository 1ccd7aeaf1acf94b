import type { JsonSchema7Type } from "@langchain/core/utils/json_schema";
import type { McpTool } from "../toolset/mcp-tool.js";
import { type Dialect, toDialect } from "../toolset/schema/dialects/dialect.js";
import type { Restore } from "../toolset/schema/dialects/offer.js";
import { readSchema } from "../toolset/schema/read-schema.js";

/** A tool as a model of one dialect gets it. */
export interface ToolOffer {
  readonly name: string;
  readonly description: string;
  readonly schema: JsonSchema7Type;
  /** There when the form is another than the server's. */
  readonly restore?: RestoreArguments;
}

/** Puts the arguments that the model gives into the form that the server knows. */
export type RestoreArguments = (args: unknown) => unknown;

/** A tool is written once in each dialect, for as long as it is there. */
const written = new WeakMap<McpTool, Map<Dialect, ToolOffer>>();

/** The tool in a dialect. */
export function offerOf(tool: McpTool, dialect: Dialect): ToolOffer {
  const offers = written.get(tool) ?? new Map<Dialect, ToolOffer>();
  written.set(tool, offers);
  const offer = offers.get(dialect) ?? write(tool, dialect);
  offers.set(dialect, offer);
  return offer;
}

function write(tool: McpTool, dialect: Dialect): ToolOffer {
  const { name, description, shown } = tool;
  const reading = readSchema(shown.inputSchema);
  if (!("schema" in reading)) return { name, description, schema: tool.schema };
  const { schema, restore } = toDialect(reading.schema, dialect);
  const offer = { name, description, schema: schema as JsonSchema7Type };
  return restore ? { ...offer, restore: (args) => restoreArguments(tool, restore, args) } : offer;
}

/** A `null` is a value after all where the arguments fit only with it. */
function restoreArguments(tool: McpTool, restore: Restore, args: unknown): unknown {
  try {
    const restored = restore(args);
    if (tool.problemsOf(restored) === undefined) return restored;
    const withNulls = restore(args, "null");
    return tool.problemsOf(withNulls) === undefined ? withNulls : restored;
  } catch {
    // Arguments that are made to be deep: the check before the call says what is wrong with them.
    return args;
  }
}
