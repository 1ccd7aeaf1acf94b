import {
  isSame,
  isSchemaObject,
  type JsonSchema,
  mapValues,
  propertiesOf,
  requiredOf,
} from "../json-schema.js";
import { narrowValue } from "./narrow-value.js";
import type { Narrower, Place } from "./narrower.js";
import { orNull } from "./nullable.js";
import type { Offer, Restore } from "./offer.js";

/** A property in a narrow dialect. */
interface Property extends Offer {
  /** What the server calls it. */
  readonly name: string;
  readonly isOptional: boolean;
  /** Whether it is named as required all the same, so that `null` stands for its absence. */
  readonly isForced: boolean;
}

/** Writes an object. One without properties of its own is free-form, and asked for as a text. */
export function narrowObject(node: JsonSchema, narrower: Narrower, place: Place): Offer {
  const { properties: _, required: __, additionalProperties, patternProperties, ...rest } = node;
  const { isStrict, hasEmptyObjects, refusedNames } = narrower.dialect;
  const isRoot = place.depth === 1;
  const own = declared(node);
  const names = Object.keys(own);
  const isOpen = additionalProperties !== undefined && additionalProperties !== false;
  const isFreeForm = names.length === 0 && (additionalProperties !== false || !hasEmptyObjects);
  if (node.enum !== undefined || (isFreeForm && !isRoot)) return narrower.asText(node);
  const properties: Record<string, Property> = Object.fromEntries(
    Object.entries(own).map(([name, schema]) => {
      const isOptional = !requiredOf(node).includes(name);
      const said = refusedNames.has(name) ? freeName(`${name}_`, names) : name;
      return [said, property(name, schema, isOptional, narrower, place)];
    }),
  );
  const open = {
    ...(isOpen && { additionalProperties }),
    ...(patternProperties !== undefined && { patternProperties }),
  };
  const needsMore = Object.keys(open).length > 0 && (isStrict || names.length === 0);
  const more = needsMore ? freeName("additional_properties", names) : undefined;
  if (more !== undefined) properties[more] = moreProperty(more, open, narrower);
  const said = narrowValue(
    { ...rest, type: "object", ...(more === undefined && withoutTrue(open)) },
    narrower,
  );
  const needed = Object.keys(properties).filter((name) => isStrict || !properties[name]?.isOptional);
  const schema = {
    ...said.schema,
    properties: mapValues(properties, (offer) => offer.schema),
    ...((isStrict || needed.length > 0) && { required: needed }),
    ...(isStrict && { additionalProperties: false }),
  };
  return { schema, restore: restoreObject(properties, more) };
}

/** The properties by name. One that is only required may be anything; one that must not be there is not offered. */
function declared(node: JsonSchema): Record<string, JsonSchema> {
  const properties = propertiesOf(node);
  const names = new Set([...Object.keys(properties), ...requiredOf(node)]);
  const entries = [...names].map((name): [string, JsonSchema] => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : {};
    return [name, isSchemaObject(schema) ? schema : {}];
  });
  return Object.fromEntries(entries.filter(([, schema]) => !isSame(schema, { not: {} })));
}

function property(
  name: string,
  schema: JsonSchema,
  isOptional: boolean,
  narrower: Narrower,
  place: Place,
): Property {
  const offer = narrower.node(schema, place);
  const isForced = isOptional && narrower.dialect.isStrict;
  return { ...(isForced ? orNull(offer, narrower.dialect) : offer), name, isOptional, isForced };
}

function freeName(wanted: string, names: readonly string[]): string {
  let name = wanted;
  while (names.includes(name)) name += "_";
  return name;
}

/** Strict objects take no more than what they name, so what they may have besides comes in a text. */
function moreProperty(name: string, open: JsonSchema, narrower: Narrower): Property {
  const offer = narrower.asText({ description: "Further properties, by name.", type: "object", ...open });
  const isForced = narrower.dialect.isStrict;
  return { ...(isForced ? orNull(offer, narrower.dialect) : offer), name, isOptional: true, isForced };
}

function withoutTrue({ additionalProperties, ...open }: JsonSchema): JsonSchema {
  return { ...open, ...(isSchemaObject(additionalProperties) && { additionalProperties }) };
}

function restoreObject(properties: Readonly<Record<string, Property>>, more: string | undefined): Restore {
  return (value, nulls) => {
    if (!isSchemaObject(value)) return value;
    const entries = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
      const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (inner === null && known?.isForced && (nulls !== "null" || name === more)) return [];
      const restored = known?.restore ? known.restore(inner, nulls) : inner;
      return name === more && isSchemaObject(restored)
        ? Object.entries(restored)
        : [[known?.name ?? name, restored]];
    });
    return Object.fromEntries(entries);
  };
}
