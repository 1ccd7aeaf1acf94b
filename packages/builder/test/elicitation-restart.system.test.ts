import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  type ReferenceEra,
  readCallLog,
  referenceServer,
  type Script,
  type ScriptedModel,
  startScriptedModel,
  startServer,
} from "@mcp-team/testing";

const program = fileURLToPath(new URL("fixtures/asked-team.js", import.meta.url));

/** Calls the tool that the user names, and repeats what it answers. */
const script: Script = ({ messages }) => {
  const result = messages.findLast(({ role }) => role === "tool");
  if (result) return { content: textOf(result.content) };
  const [name = "", args = "{}"] = textOf(messages.at(-1)?.content).split(/ (.*)/s);
  return { toolCalls: [{ name, arguments: args }] };
};

function textOf(content: unknown): string {
  return typeof content === "string" ? content : ((content as { text: string }[])[0]?.text ?? "");
}

/** Runs the program until it has told what came of its run, and kills it. */
async function tell(work: object): Promise<{ questions: string[]; text?: string }> {
  const child = spawn(process.execPath, [program, JSON.stringify(work)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    child.kill("SIGKILL");
    await once(child, "exit");
    return JSON.parse(line);
  }
  throw new Error("the program ended without a word");
}

describe("a program that is killed while a person is asked", () => {
  let model: ScriptedModel;
  beforeAll(async () => {
    model = await startScriptedModel(script);
  });
  afterAll(() => model.stop());

  /** A run in programs of which each is killed when it has asked or answered. */
  async function converse(
    { era, transport }: { era: ReferenceEra; transport: "stdio" | "http" },
    ask: string,
    contents: readonly object[],
  ) {
    const folder = mkdtempSync(join(tmpdir(), "restart-"));
    const options = { era, transport, log: join(folder, "calls.jsonl") } as const;
    await using remote = transport === "http" ? await startServer({ ...options, transport }) : undefined;
    const line = remote ? { url: remote.url, transport: "http" } : referenceServer(options);
    const work = {
      file: join(folder, "threads.sqlite"),
      model: model.modelOptions,
      server: { ...line, protocol: era },
    };
    const told = [await tell({ ...work, ask })];
    for (const content of contents) told.push(await tell({ ...work, answer: { action: "accept", content } }));
    const starts = readCallLog(options.log).filter(({ event }) => event === "start").length;
    rmSync(folder, { recursive: true, force: true });
    return { questions: told.flatMap(({ questions }) => questions), text: told.at(-1)?.text, starts };
  }

  const name = [{ name: "Ada" }];
  const trip = [{ city: "Oslo" }, { day: "2026-12-24" }];
  const tea = [{ count: 2 }];
  it.each([
    // Of a modern server each round is a call; a legacy one is called again in each program that resumes the run.
    ["modern", "stdio", 'order {"item":"tea"}', tea, ["How many of tea?"], 'ordered tea {"count":2}', 2],
    [
      "modern",
      "http",
      "plan_trip",
      trip,
      ["Where to?", "When to Oslo?"],
      'planned Oslo {"day":"2026-12-24"}',
      3,
    ],
    [
      "legacy",
      "stdio",
      "plan_trip",
      trip,
      ["Where to?", "When to Oslo?"],
      'planned Oslo {"day":"2026-12-24"}',
      3,
    ],
    ["legacy", "http", "greet_person", name, ["What is your name?"], 'greeted {"name":"Ada"}', 2],
    ["legacy", "http", 'order {"item":"tea"}', tea, ["How many of tea?"], "It was not called again.", 1],
  ] as const)("%s over %s: %s", async (era, transport, ask, contents, questions, text, starts) => {
    const told = await converse({ era, transport }, ask, contents);
    expect(told).toEqual({ questions, text: expect.stringContaining(text), starts });
  });
});
