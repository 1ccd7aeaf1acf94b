import type { JsonSchema } from "../json-schema.js";
import type { NarrowDialect } from "./narrow-dialect.js";
import type { Offer } from "./offer.js";

/** Where a schema is: how deep, and in which recursive schemas. The root is at 1. */
export interface Place {
  readonly depth: number;
  readonly open: readonly string[];
}

/** Writes the parts of one tool's schema in a narrow dialect. */
export interface Narrower {
  readonly dialect: NarrowDialect;
  node(node: JsonSchema, place: Place): Offer;
  /** Asks for a value as JSON in a text. See {@link jsonText}. */
  asText(node: JsonSchema): Offer;
  /** Whether so many more values of enums can be said. It counts them. */
  takesEnum(values: readonly unknown[]): boolean;
}
