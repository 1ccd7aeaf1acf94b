import type { InferInteropZodInput, InteropZodObject } from "@langchain/core/utils/types";
import type { Misuse, NeedOf } from "./team-types.js";

/** A zod object that says what the `context` of a run is. */
export type ContextSchemaOption = InteropZodObject;

/** What a run has to be given for a context schema: what the schema has a default for may be left out. */
export type InferContext<Schema> = Schema extends InteropZodObject ? InferInteropZodInput<Schema> : unknown;

/** What a context schema says of a team's runs. */
export interface ContextTypes<Schema> {
  readonly options: ContextOption<InferContext<Schema>>;
  readonly needs: NeedOf<InferContext<Schema>>;
  readonly again: {
    readonly responseFormat: unknown;
    readonly contextSchema: Misuse<"withContextSchema() was called before: a team has one context schema">;
  };
}

/** The option of a run that carries a context. */
export type ContextOption<Context> =
  Partial<Context> extends Context ? { readonly context?: Context } : { readonly context: Context };
