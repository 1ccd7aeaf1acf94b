import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startScriptedModel, waitForExit } from "@mcp-team/testing";
import { comparable, readmeOutput } from "./readme-output.js";
import { type ExampleRun, runExample } from "./run-example.js";

/** For all runs together, as each waits for its turn, in milliseconds. */
const timeoutMs = 300_000;
const folder = new URL("../src/", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3));

const lisbon = "Lisbon tomorrow: sunny, 24 °C, wind 18 km/h";

/** How many processes each example starts, and what its tools have to bring. */
const expectations = [
  { name: "approval", processes: 1, answer: 'notes.md: "- Call Ada\\n- Book the train\\n"' },
  {
    name: "compare-transports",
    processes: 2,
    answer: "SSE: Judge for yourself: Bergen today: drizzle, 8 °C",
  },
  { name: "config-file", processes: 2, answer: "They agree: Lisbon today: sunny, 23 °C, wind 14 km/h" },
  { name: "elicitation", processes: 1, answer: "Done. Booking 1: Lisbon on 2026-12-24, 2 × window seat." },
  { name: "gradual-rollout", processes: 1, answer: "Judge for yourself: Bergen today: drizzle, 8 °C" },
  { name: "hybrid", processes: 3, answer: `- ${lisbon}\n  Successfully wrote to weather.md` },
  { name: "local-tools", processes: 1, answer: "You will have this: Sapporo tomorrow: snow, -4 °C" },
  { name: "many-tools", processes: 10, answer: "Done: book_room was called with" },
  { name: "multi-tenant", processes: 1, answer: "bob is told: Bob has order 18: a kettle, delivered." },
  { name: "oauth-client-credentials", processes: 1, answer: "It is this: Sapporo today: overcast, 1 °C" },
  { name: "python-server", processes: 1, answer: "Python says: mean 28.40, median 14.00" },
  {
    name: "resources",
    processes: 1,
    answer: "There were storms on 2025-02-05, 2025-05-31, 2025-10-11, 2025-10-16.",
  },
  { name: "secure-service", processes: 1, answer: "bob: At home: Nairobi today: partly cloudy, 25 °C" },
  { name: "sse", processes: 1, answer: "The server says: Nairobi today: partly cloudy, 25 °C" },
  { name: "stdio", processes: 1, answer: "Yes, you do. Sapporo tomorrow: snow, 25 °F" },
  { name: "streamable-http", processes: 1, answer: "In Lisbon. Bergen today: drizzle, 8 °C" },
  { name: "streaming", processes: 1, answer: "Nairobi is the warmest of 4 cities: 25 °C." },
  { name: "structured-output", processes: 1, answer: "The warmest is Lisbon." },
  {
    name: "supervisor",
    processes: 2,
    answer: "Nairobi today: partly cloudy, 25 °C, wind 11 km/h\n  Success",
  },
  { name: "team-of-teams", processes: 1, answer: "Nairobi is the warmest of 4 cities: 25 °C" },
  { name: "token-rotation", processes: 1, answer: "The vault was read 2 times." },
  { name: "tracing", processes: 1, answer: "I know this: Lisbon today: sunny, 23 °C" },
];

describe("the examples", () => {
  it("are all tested", () => {
    expect(expectations.map(({ name }) => name)).toEqual(names);
  });

  it.each(names)("%s has less than 60 lines", (name) => {
    const source = readFileSync(new URL(`${name}.ts`, folder), "utf8");
    expect(source.trimEnd().split("\n").length).toBeLessThan(60);
  });

  it.concurrent.each(expectations)(
    "$name prints what its README shows, with the results of its tools, and leaves nothing behind",
    async ({ name, processes, answer }) => {
      const run = await runExample(name);
      expectCleanEnd(run);
      expect(run.stdout).toMatch(/^The model's answers are scripted .* tool results are real\.\n/);
      expect(run.stdout).toContain(answer);
      expect(comparable(run.stdout)).toEqual(comparable(readmeOutput(name)));
      // A shim of python or a shell may stand between.
      expect(run.processes.length).toBeGreaterThanOrEqual(processes);
      await Promise.all(run.processes.map((pid) => waitForExit(pid)));
    },
    timeoutMs,
  );

  it.concurrent(
    "gradual-rollout reaches the server over SSE when MCP_TRANSPORT says so, and answers the same",
    async () => {
      const [local, remote] = await Promise.all(
        ["stdio", "sse"].map((transport) =>
          runExample("gradual-rollout", { env: { MCP_TRANSPORT: transport } }),
        ),
      );
      for (const run of [local, remote]) expectCleanEnd(run as ExampleRun);
      expect(local?.stdout).toMatch(/weather +stdio +process \d+/);
      expect(remote?.stdout).toMatch(/weather +sse +http:\/\/127\.0\.0\.1:\d+\/sse/);
      expect(answerOf(remote?.stdout)).toBe(answerOf(local?.stdout));
    },
    timeoutMs,
  );

  it.concurrent(
    "hybrid talks to the provider at OPENAI_BASE_URL",
    async () => {
      await using provider = await startScriptedModel([
        { toolCalls: [{ name: "get_forecast", arguments: { city: "Lisbon", day: "tomorrow" } }] },
        ({ messages }) => ({ content: `From a provider: ${JSON.stringify(messages.at(-1)?.content)}` }),
      ]);
      const env = { OPENAI_BASE_URL: provider.baseUrl, OPENAI_MODEL: "some-model" };
      const run = await runExample("hybrid", { env });
      expectCleanEnd(run);
      expect(run.stdout).toMatch(/^The model is some-model at http:\/\/127\.0\.0\.1:\d+\/v1\.\n/);
      expect(answerOf(run.stdout)).toContain("From a provider:");
      expect(answerOf(run.stdout)).toContain(lisbon);
      const [first] = provider.requests;
      expect(first?.model).toBe("some-model");
      const offered = first?.tools.map((tool) => tool.function.name);
      expect(offered).toEqual(expect.arrayContaining(["read_text_file", "create_entities", "get_forecast"]));
    },
    timeoutMs,
  );

  it.concurrent(
    "hybrid leaves no process behind when it is interrupted",
    async () => {
      // An interrupted program does not come to remove its temporary folder.
      const folder = await mkdtemp(join(tmpdir(), "interrupted-"));
      const run = await runExample("hybrid", { env: { TMPDIR: folder }, interruptAt: "Tool calls" });
      await rm(folder, { recursive: true });
      expect(run.signal).toBe("SIGINT");
      expect(run.processes.length).toBe(3);
      await Promise.all(run.processes.map((pid) => waitForExit(pid)));
    },
    timeoutMs,
  );
});

describe("pnpm example", () => {
  it("lists the examples, and nothing else, when there is none of the name", () => {
    const script = fileURLToPath(new URL("../../scripts/example.js", import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [script, "default-model"], { encoding: "utf8" });
    expect(status).toBe(2);
    const listed = names.map((name) => `  pnpm example ${name}\n`).join("");
    expect(stderr).toBe(`There is no example "default-model". There are:\n${listed}`);
  });
});

function expectCleanEnd({ status, signal, stderr }: ExampleRun): void {
  expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: "" });
}

function answerOf(stdout = ""): string | undefined {
  return /^Answer\n(.*)/ms.exec(stdout)?.[1];
}
