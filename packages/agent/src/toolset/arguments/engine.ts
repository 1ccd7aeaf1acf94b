import { createRequire } from "node:module";
import type { Ajv, Options } from "ajv";
import type { JsonSchema } from "../schema/json-schema.js";
import { isLegacyDraft } from "../schema/legacy-draft.js";
import { readPattern } from "../schema/pattern.js";

/** Loads a part of the engine with the first check that needs it: importing the package is faster without them all. */
const load = createRequire(import.meta.url) as {
  (name: "ajv"): typeof import("ajv");
  (name: "ajv/dist/2019.js"): typeof import("ajv/dist/2019.js");
  (name: "ajv/dist/2020.js"): typeof import("ajv/dist/2020.js");
  (name: "ajv-formats"): typeof import("ajv-formats");
};

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

/** Pydantic writes `date-time` for times without a zone, too. */
const lenientFormats = [
  ["date-time", "iso-date-time"],
  ["time", "iso-time"],
] as const;

/**
 * An engine for one schema, of the draft that the schema is written in. Each has its own, so schemas of the same `$id` do
 * not meet, and one that is given up leaves nothing.
 */
export function engineFor(schema: JsonSchema): Ajv {
  const engine = newEngine(schema);
  load("ajv-formats").default(engine, { mode: "fast" });
  // Draft-04 has it for `$id`, and some generators write it today. The engine would refuse the schema for it.
  engine.removeKeyword("id");
  for (const [name, lenient] of lenientFormats) {
    const format = engine.formats[lenient];
    if (format !== undefined) engine.addFormat(name, format);
  }
  return engine;
}

function newEngine(schema: JsonSchema): Ajv {
  if (isLegacyDraft(schema)) return new (load("ajv").Ajv)(options);
  if (String(schema.$schema).includes("2019-09")) return new (load("ajv/dist/2019.js").Ajv2019)(options);
  return new (load("ajv/dist/2020.js").Ajv2020)(options);
}

/** `$async` would make a promise of each check, and an unknown `$schema` is no reason to check nothing. */
export function withoutMeta({ $schema: _, $async: __, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
