import { describe, isSame, type JsonSchema, propertiesOf } from "../json-schema.js";
import type { Offer } from "./offer.js";

/**
 * What a dialect cannot say at all is asked for as JSON in a text: free-form objects, any value, what is too deep. It is
 * read before the arguments are checked.
 *
 * @param isText - whether what was read cannot be meant: the model forgot to put a text in quotes
 */
export function jsonText(node: JsonSchema, isText: (parsed: unknown) => boolean = () => false): Offer {
  const { description, title: _, default: __, examples: ___, ...form } = node;
  const schema = describe(
    { type: "string", ...(description !== undefined && { description }) },
    wordsFor(form),
  );
  return { schema, restore: (value) => readJsonText(value, isText) };
}

function wordsFor(form: JsonSchema): string {
  if (Object.keys(form).length === 0) return "As JSON text: any value.";
  const isOpen = form.additionalProperties === undefined || isSame(form.additionalProperties, {});
  const isFree = isOpen || form.additionalProperties === true;
  const { type, properties: _, additionalProperties: __, ...more } = form;
  const isPlain = Object.keys(propertiesOf(form)).length === 0 && Object.keys(more).length === 0;
  if (type === "object" && isPlain && isFree) return "As JSON text: an object.";
  return `As JSON text that fits: ${JSON.stringify(form)}`;
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
