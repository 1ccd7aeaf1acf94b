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
