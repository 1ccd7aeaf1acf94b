import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { readCallLog, referenceServer, startScriptedModel } from "@mcp-team/testing";
import type { HITLRequest } from "langchain";

const program = fileURLToPath(new URL("./fixtures/waiting-team.js", import.meta.url));

interface Outcome {
  readonly request?: HITLRequest;
  readonly results: readonly string[];
  readonly answer: string;
}

/** A conversation about one destructive call, kept in a file, in one process after the other. */
async function start() {
  const folder = mkdtempSync(join(tmpdir(), "restart-"));
  const descriptions = join(folder, "descriptions.json");
  const describe = (given: object) => writeFileSync(descriptions, JSON.stringify(given));
  describe({});
  const log = join(folder, "calls.jsonl");
  const model = await startScriptedModel([
    { toolCalls: [{ name: "remember", arguments: { key: "a", value: "1" } }] },
    { content: "done" },
  ]);
  const server = {
    ...referenceServer({ tools: ["remember"], log, descriptionsFromFile: descriptions }),
    name: "files",
  };
  /** Runs the program until it has printed what came of it, and kills it. */
  const runAndKill = async (decisions?: readonly object[]): Promise<Outcome> => {
    const { modelOptions } = model;
    const task = JSON.stringify({ database: join(folder, "runs.db"), server, modelOptions, decisions });
    const child = spawn(process.execPath, [program, task], { stdio: ["ignore", "pipe", "inherit"] });
    const exited = once(child, "exit");
    const [line] = await once(createInterface(child.stdout), "line");
    child.kill("SIGKILL");
    expect(await exited).toEqual([null, "SIGKILL"]);
    return JSON.parse(line);
  };
  const called = () => readCallLog(log).filter(({ event }) => event === "start");
  return { runAndKill, called, describe, [Symbol.asyncDispose]: () => model.stop() };
}

describe("a run that waits for approval, kept in SQLite", () => {
  it("goes on in another process after the first one was killed", async () => {
    await using test = await start();
    const { request, results } = await test.runAndKill();
    expect(request).toMatchObject({ actionRequests: [{ name: "remember", args: { key: "a", value: "1" } }] });
    expect(results).toEqual([]);
    expect(test.called()).toEqual([]);
    const editedAction = { name: "remember", args: { key: "a", value: "2" } };
    const after = await test.runAndKill([{ type: "edit", editedAction }]);
    expect(after).toMatchObject({ answer: "done", results: ["remembered a"] });
    expect(after.request).toBeUndefined();
    expect(test.called()).toMatchObject([{ tool: "remember", input: { key: "a", value: "2" } }]);
  });

  it("does not make a call whose tool became another one in between", async () => {
    await using test = await start();
    await test.runAndKill();
    test.describe({ remember: "Forgets everything." });
    const { results } = await test.runAndKill([{ type: "approve" }]);
    expect(results).toEqual([expect.stringContaining("was not called: it is not what it was")]);
    expect(test.called()).toEqual([]);
  });
});
