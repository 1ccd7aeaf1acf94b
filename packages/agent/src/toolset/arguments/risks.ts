import { isSchemaObject, type JsonSchema, mapSubschemas } from "../schema/json-schema.js";
import { isTamePattern } from "../schema/pattern.js";
import { referenceOf } from "../schema/schema-index.js";

/** Past this, checking arguments may take a while all the same. */
const maxTameParts = 500;

/**
 * Whether checking arguments against a schema may take time out of all proportion: patterns that try again and again,
 * alternatives that refer to themselves, lists whose items are compared each with each, or just very much of it.
 */
export function isRisky(schema: JsonSchema): boolean {
  let parts = 0;
  let risky = false;
  const look = (node: unknown) => {
    if (risky || !isSchemaObject(node)) return;
    parts += 1;
    const { pattern, patternProperties, uniqueItems } = node;
    const patterns = Object.keys(isSchemaObject(patternProperties) ? patternProperties : {});
    if (typeof pattern === "string") patterns.push(pattern);
    risky =
      parts > maxTameParts ||
      uniqueItems === true ||
      referenceOf(node) !== undefined ||
      patterns.some((each) => !isTamePattern(each));
    mapSubschemas(node, look);
  };
  look(schema);
  return risky;
}
