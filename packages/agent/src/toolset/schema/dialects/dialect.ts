import type { JsonSchema } from "../json-schema.js";
import { toAnthropic } from "./anthropic.js";
import { jsonText } from "./json-text.js";
import { Narrowing } from "./narrow.js";
import { google, googleWithoutUnions, type NarrowDialect, openAiStrict } from "./narrow-dialect.js";
import type { Offer } from "./offer.js";
import { toOpenAi } from "./open-ai.js";

/** The forms of JSON Schema that model providers take. What is not known takes `openai`, as most others do. */
export type Dialect = "openai" | "openai-strict" | "anthropic" | "google" | "google-without-unions";

/** Writes a schema that {@link readSchema} read in the dialect of a provider. */
export function toDialect(schema: JsonSchema, dialect: Dialect): Offer {
  switch (dialect) {
    case "openai":
      return { schema: toOpenAi(schema) };
    case "anthropic":
      return toAnthropic(schema);
    case "openai-strict":
      return narrow(schema, openAiStrict);
    case "google":
      return narrow(schema, google);
    case "google-without-unions":
      return narrow(schema, googleWithoutUnions);
  }
}

/**
 * What only refers to itself has no form, and there may be others that nobody thought of. Then all of the arguments are asked
 * for as one text: one tool must not end a run.
 */
function narrow(schema: JsonSchema, dialect: NarrowDialect): Offer {
  try {
    return new Narrowing(schema, dialect).root(schema);
  } catch {
    return allAsText(schema, dialect);
  }
}

function allAsText(schema: JsonSchema, { isStrict }: NarrowDialect): Offer {
  const { schema: text, restore } = jsonText(schema);
  return {
    schema: {
      type: "object",
      properties: { arguments: text },
      required: ["arguments"],
      ...(isStrict && { additionalProperties: false }),
    },
    restore: (args) => restore?.((args as { readonly arguments?: unknown } | undefined)?.arguments),
  };
}
