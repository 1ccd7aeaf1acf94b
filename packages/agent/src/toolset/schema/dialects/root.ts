import { flattenRoot } from "../flatten-root.js";
import type { JsonSchema } from "../json-schema.js";
import { partition, tell } from "../unsaid.js";

/** Nobody takes them at the root. Source: OpenAI API, `invalid_function_parameters`; Anthropic API, `input_schema`. */
const refusedAtRoot = new Set([
  "const",
  "dependentSchemas",
  "else",
  "enum",
  "if",
  "not",
  "then",
  "unevaluatedProperties",
]);

/** The root of a schema as every provider takes it; what it cannot say there is in its description. */
export function rootOf(schema: JsonSchema): JsonSchema {
  const [said, unsaid] = partition(
    { properties: {}, ...flattenRoot(schema) },
    (keyword) => !refusedAtRoot.has(keyword),
  );
  return tell(said, unsaid);
}
