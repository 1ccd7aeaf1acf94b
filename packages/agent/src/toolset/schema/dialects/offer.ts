import type { JsonSchema } from "../json-schema.js";

/** What a `null` stands for where something may be left out and may be null, too. */
export type Nulls = "absent" | "null";

/**
 * Puts a value that a model gave for a schema of its dialect into the form that the server's schema has.
 *
 * @param nulls - default `"absent"`: a model that has to name every property says `null` for those that it leaves out, and
 * to take it for a value would clear what was not spoken of
 */
export type Restore = (value: unknown, nulls?: Nulls) => unknown;

/** A schema in the dialect of a model, and the way back. Without `restore` the forms are the same. */
export interface Offer {
  readonly schema: JsonSchema;
  readonly restore?: Restore;
}
