import { isSchemaObject, type JsonSchema, schemasOf } from "../json-schema.js";
import { narrowValue } from "./narrow-value.js";
import type { Narrower, Place } from "./narrower.js";
import type { Offer } from "./offer.js";

/** Writes a list. What the places of a tuple hold is told in words; that it holds only that can be said. */
export function narrowArray(node: JsonSchema, narrower: Narrower, place: Place): Offer {
  const { items, prefixItems, ...rest } = node;
  const tuple = schemasOf(prefixItems);
  const isClosed = typeof rest.maxItems === "number" && rest.maxItems <= tuple.length;
  const more = isSchemaObject(items) ? items : {};
  const kinds = tuple.length > 0 && (isClosed || items === undefined) ? tuple : [...tuple, more];
  const item = narrower.node(kinds.length === 1 ? (kinds[0] as JsonSchema) : { anyOf: kinds }, place);
  const list = narrowValue(tuple.length > 0 ? { ...rest, prefixItems: tuple } : rest, narrower).schema;
  const { restore } = item;
  return {
    schema: { ...list, items: item.schema },
    ...(restore && {
      restore: (value, nulls) => (Array.isArray(value) ? value.map((one) => restore(one, nulls)) : value),
    }),
  };
}
