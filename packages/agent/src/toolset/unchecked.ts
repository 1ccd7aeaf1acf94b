import { StructuredTool } from "@langchain/core/tools";

/**
 * A tool as LangChain runs it when its arguments have been checked: with a schema that takes everything. Otherwise it
 * would check them again, by the schema that is made for models, with an interpreter that reads it anew for each call.
 */
export function unchecked(tool: StructuredTool): StructuredTool {
  return Object.create(tool, {
    schema: { value: {} },
    call: { value: StructuredTool.prototype.call },
    // Private members are those of the tool itself.
    _call: { value: (...args: unknown[]) => Reflect.apply(Reflect.get(tool, "_call"), tool, args) },
  });
}
