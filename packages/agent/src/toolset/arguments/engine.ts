import type { Ajv, Options } from "ajv";
import { isSchemaObject, type JsonSchema } from "../schema/json-schema.js";
import { isLegacyDraft } from "../schema/legacy-draft.js";
import { readPattern } from "../schema/pattern.js";

const options: Options = {
  allErrors: true,
  verbose: true,
  logger: false,
  meta: false,
  strict: false,
  validateSchema: false,
  // A pattern that JavaScript cannot read is the server's to check.
  code: {
    regExp: Object.assign((pattern: string) => readPattern(pattern) ?? /(?:)/, { code: "new RegExp" }),
  },
};

/**
 * An engine for one schema, of the draft that the schema is written in. Each has its own, so schemas of the same `$id` do
 * not meet, and one that is given up leaves nothing. It is loaded when the first tool is called.
 */
export async function engineFor(schema: JsonSchema): Promise<Ajv> {
  const [engine, { default: formats }] = await Promise.all([newEngine(schema), import("ajv-formats")]);
  formats.default(engine, { mode: "fast" });
  // Pydantic writes `date-time` for times without a zone, too.
  for (const [name, lenient] of [
    ["date-time", "iso-date-time"],
    ["time", "iso-time"],
  ] as const) {
    const format = engine.formats[lenient];
    if (format !== undefined) engine.addFormat(name, format);
  }
  return engine;
}

async function newEngine(schema: JsonSchema): Promise<Ajv> {
  if (isLegacyDraft(schema)) return new (await import("ajv")).Ajv(options);
  if (String(schema.$schema).includes("2019-09"))
    return new (await import("ajv/dist/2019.js")).Ajv2019(options);
  return new (await import("ajv/dist/2020.js")).Ajv2020(options);
}

/** `$async` would make a promise of each check, and an unknown `$schema` is no reason to check nothing. */
export function withoutMeta(schema: JsonSchema): JsonSchema {
  const { $schema: _, $async: __, ...rest } = schema;
  return isSchemaObject(rest) ? rest : {};
}
