import type { JsonSchema } from "../json-schema.js";
import type { NarrowDialect } from "./narrow-dialect.js";
import type { Offer } from "./offer.js";

/** Where a schema is. The root is at depth 1. */
export interface Place {
  readonly depth: number;
  /** The recursive schemas that it is in. */
  readonly open: readonly string[];
  /** Those of them that it is in with no object or list in between: to refer to one of them would say nothing. */
  readonly direct: readonly string[];
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
