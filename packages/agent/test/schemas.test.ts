import { type Dialect, toDialect } from "../src/toolset/schema/dialects/dialect.js";
import { readSchema } from "../src/toolset/schema/read-schema.js";
import { checkAnthropic } from "./schemas/checks/anthropic.js";
import { checkGoogle } from "./schemas/checks/google.js";
import { checkOpenAi } from "./schemas/checks/open-ai.js";
import { checkOpenAiStrict } from "./schemas/checks/open-ai-strict.js";
import { corpus, published, publishedServers } from "./schemas/corpus.js";

const checks: Readonly<Record<Dialect, (schema: object) => string[]>> = {
  openai: checkOpenAi,
  "openai-strict": checkOpenAiStrict,
  anthropic: checkAnthropic,
  google: checkGoogle,
  "google-without-unions": checkGoogle,
};

function offer(name: string, schema: object, dialect: Dialect) {
  const reading = readSchema(schema);
  if (!("schema" in reading)) throw new Error(`${name}: ${reading.reason}`);
  return toDialect(reading.schema, dialect);
}

describe("five hundred schemas", () => {
  it("are there, those of real servers among them", () => {
    expect(publishedServers.length).toBeGreaterThanOrEqual(8);
    expect(Object.keys(published).length).toBeGreaterThanOrEqual(500);
    expect(corpus.length).toBeGreaterThanOrEqual(900);
  });

  it.each(Object.keys(checks) as Dialect[])("are all in the form that %s takes", (dialect) => {
    const problems = corpus.flatMap(([name, schema]) =>
      checks[dialect](offer(name, schema, dialect).schema).map((problem) => `${name}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });
});

describe("the checks of the forms", () => {
  const object = (properties: object, more: object = {}) => ({ type: "object", properties, ...more });
  const closed = { additionalProperties: false };
  it.each<[Dialect, string, object]>([
    ["openai", "alternatives at the root", { ...object({}), oneOf: [{}] }],
    ["openai", "an array without items", object({ a: { type: "array" } })],
    ["openai", "no properties", { type: "object" }],
    ["openai", "a type that is none", object({ a: { type: "text" } })],
    ["openai-strict", "what may be left out", object({ a: { type: "string" } }, { ...closed, required: [] })],
    ["openai-strict", "an open object", object({}, { required: [] })],
    [
      "openai-strict",
      "a default",
      object({ a: { type: "string", default: "" } }, { ...closed, required: ["a"] }),
    ],
    ["openai-strict", "any value", object({ a: {} }, { ...closed, required: ["a"] })],
    [
      "openai-strict",
      "words beside a reference",
      object(
        { a: { $ref: "#/$defs/A", description: "" } },
        { ...closed, required: ["a"], $defs: { A: { type: "string" } } },
      ),
    ],
    ["anthropic", "parts at the root", { ...object({}), allOf: [{}] }],
    ["anthropic", "a name that is not plain", object({ $top: {} })],
    ["anthropic", "a tuple of draft-07", object({ a: { type: "array", items: [{}] } })],
    ["google", "a reference", object({ a: { $ref: "#/$defs/A" } }, { $defs: { A: { type: "string" } } })],
    ["google", "a list of types", object({ a: { type: ["string", "null"] } })],
    [
      "google",
      "something beside alternatives",
      object({ a: { anyOf: [{ type: "string" }, { type: "integer" }], description: "" } }),
    ],
    ["google", "an enum of numbers", object({ a: { type: "integer", enum: [1] } })],
    ["google", "an empty value in an enum", object({ a: { type: "string", enum: [""] } })],
    ["google", "an object without properties", object({ a: { type: "object", properties: {} } })],
    ["google", "a constant", object({ a: { const: "x" } })],
  ])("%s: find %s", (dialect, _, schema) => {
    expect(checks[dialect](schema)).not.toEqual([]);
  });
});
