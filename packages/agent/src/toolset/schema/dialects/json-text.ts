import { describe, type JsonSchema } from "../json-schema.js";
import type { Offer } from "./offer.js";

/**
 * What a dialect cannot say at all is asked for as JSON in a text: free-form objects, any value, what is too deep. It is
 * read before the arguments are checked.
 *
 * @param isText - whether what was read cannot be meant: the model forgot to put a text in quotes
 */
export function jsonText(node: JsonSchema, isText: (parsed: unknown) => boolean = () => false): Offer {
  const { description, title: _, default: __, ...form } = node;
  const words =
    Object.keys(form).length > 0
      ? `JSON text that fits: ${JSON.stringify(form)}`
      : "Any JSON value, as JSON text.";
  const schema = describe({ type: "string", ...(description !== undefined && { description }) }, words);
  return { schema, restore: (value) => readJsonText(value, isText) };
}

function readJsonText(value: unknown, isText: (parsed: unknown) => boolean): unknown {
  if (typeof value !== "string") return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed !== "string" && isText(parsed) ? value : parsed;
  } catch {
    return value;
  }
}
