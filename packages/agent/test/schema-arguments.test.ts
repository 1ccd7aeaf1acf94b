import { Validator } from "@langchain/core/utils/json_schema";
import fc from "fast-check";
import { ArgumentChecker } from "../src/toolset/arguments/argument-check.js";
import { type Dialect, toDialect } from "../src/toolset/schema/dialects/dialect.js";
import { readSchema } from "../src/toolset/schema/read-schema.js";
import { valuesOf } from "./schemas/arguments-of.js";
import { corpus } from "./schemas/corpus.js";
import { say, unsayable } from "./schemas/say.js";

const valuesPerSchema = 4;
/** Another each time; it is told with what was refused. */
const seed = Date.now() % 1_000_000;

/** Arguments for each schema that are valid by it, found by an implementation of JSON Schema that is not the project's. */
const examples = corpus.map(([name, schema]) => {
  const draft = JSON.stringify(schema).includes("draft-0") ? "7" : "2020-12";
  const original = new Validator(schema, draft);
  const values = fc.sample(valuesOf({ type: "object", ...schema }, schema as never), {
    numRuns: valuesPerSchema,
    seed,
  });
  return { name, schema, original, values: values.filter((args) => original.validate(args).valid) };
});

function offer(schema: object, dialect: Dialect) {
  const reading = readSchema(schema);
  if (!("schema" in reading)) throw new Error(reading.reason);
  return toDialect(reading.schema, dialect);
}

/** Gemini marks what may be null; JSON Schema knows a type for it. */
function withNulls(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withNulls);
  if (typeof node !== "object" || node === null) return node;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(node).map(([key, inner]) => [key, withNulls(inner)]),
  );
  return nullable === true
    ? { anyOf: [rest, { type: "null" }] }
    : { ...rest, ...(nullable !== undefined && { nullable }) };
}

describe("arguments that are valid before", () => {
  it("are found for nearly all schemas", () => {
    expect(examples.filter(({ values }) => values.length > 0).length).toBeGreaterThan(corpus.length * 0.97);
    expect(examples.flatMap(({ values }) => values).length).toBeGreaterThan(corpus.length * 2.5);
  });

  it("are valid by the check before a call", () => {
    // Compiling takes most of the time: a third of the schemas at a time, another one each time.
    const third = examples.filter((_, index) => index % 3 === seed % 3);
    const refused = third.flatMap(({ name, schema, values }) => {
      const checker = new ArgumentChecker(schema as never);
      return values.flatMap((args) => {
        const problem = checker.problemsOf(args);
        return problem === undefined ? [] : [{ name, args, problem }];
      });
    });
    expect({ seed, refused }).toEqual({ seed, refused: [] });
  });

  it.each(["openai", "anthropic"] as const)("are valid after, for %s", (dialect) => {
    const refused = examples.flatMap(({ name, schema, values }) => {
      const { schema: given, restore = (args) => args } = offer(schema, dialect);
      const validator = new Validator(given, "2020-12");
      return values.flatMap((args) => {
        const said = sayNames(given, args);
        const isKept = JSON.stringify(sorted(restore(said))) === JSON.stringify(sorted(args));
        return validator.validate(said).valid && isKept ? [] : [{ name, args, said, given }];
      });
    });
    expect({ seed, refused }).toEqual({ seed, refused: [] });
  });

  it.each(["openai-strict", "google", "google-without-unions"] as const)(
    "can be said and are valid after, and come back as they were, for %s",
    (dialect) => {
      const refused = examples.flatMap(({ name, schema, original, values }) => {
        const { schema: given, restore = (args) => args } = offer(schema, dialect);
        const validator = new Validator(withNulls(given) as object, "2020-12");
        return values.flatMap((args): object[] => {
          const said = say(given, args, given as never);
          if (said === unsayable) return [{ name, args, said: "unsayable", given }];
          if (!validator.validate(said).valid) return [{ name, args, said, given }];
          const absent = restore(said);
          const restored = original.validate(absent).valid ? absent : restore(said, "null");
          const same = JSON.stringify(sorted(restored)) === JSON.stringify(sorted(args));
          // In a strict schema `null` is how to leave something out, so what is null and may be left out is left out.
          const isFine = same || (hasNull(args) && original.validate(restored).valid);
          return isFine ? [] : [{ name, args, said, restored }];
        });
      });
      expect({ seed, refused }).toEqual({ seed, refused: [] });
    },
  );
});

/** The names that a schema has for those of the arguments: it tells of each what the server calls it. */
function sayNames(schema: unknown, args: unknown): unknown {
  const plain = new Map<string, string>();
  JSON.stringify(schema, (name, value) => {
    const called = /Called "(.*)" by the server\./.exec(String(value?.description ?? ""))?.[1];
    if (called !== undefined) plain.set(called, name);
    return value;
  });
  if (plain.size === 0) return args;
  return Object.fromEntries(
    Object.entries(args as object).map(([name, value]) => [plain.get(name) ?? name, value]),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

function hasNull(value: unknown): boolean {
  return JSON.stringify(value).includes("null");
}
