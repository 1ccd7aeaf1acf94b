import { tool } from "@langchain/core/tools";
import { z } from "zod";
import { draftOfCall, draftOfObject } from "./draft-of-call.js";
import { TeamSettings } from "./team-settings.js";

const add = tool(() => "", { name: "add", schema: z.object({}) });

function said(prepare: (settings: TeamSettings) => void): string[] {
  const settings = new TeamSettings("team");
  prepare(settings);
  return settings.check().problems.map(({ path, message }) => `${path}: ${message}`);
}

describe("the settings of a team report", () => {
  it.each<[unknown, string]>([
    ["", 'name: must be letters, digits, "_" and "-", at most 64 of them, not ""'],
    ["my team", 'not "my team"'],
    [7, "not 7"],
    [undefined, "name: is missing"],
  ])("the name %p", (name, problem) => {
    const [{ path, message } = {}, ...others] = new TeamSettings(name as string).check().problems;
    expect(`${path}: ${message}`).toContain(problem);
    expect(others).toEqual([]);
  });

  it("tools that are none", () => {
    expect(said((settings) => settings.addTools("add"))).toEqual([
      "tools: must be a list of LangChain tools, not text",
    ]);
    expect(said((settings) => settings.addTools([add, () => 1, { ...add, name: "a b", invoke: 1 }]))).toEqual(
      [
        "tools[1]: must be a LangChain tool, as tool() makes it, not a function",
        'tools[2]: has the name "a b": models take letters, digits, "_" and "-", at most 64 of them',
      ],
    );
  });

  it("two local tools of one name, also from two calls", () => {
    const problems = said((settings) => {
      settings.addTools([add]);
      settings.addTools([tool(() => "", { name: "add", schema: z.object({}) })]);
    });
    expect(problems).toEqual([
      'tools[1]: has the name "add", which another local tool has: rename one of them',
    ]);
  });

  it("resources that cannot be in the prompt", () => {
    const problems = said((settings) => {
      settings.addServer(draftOfCall({ command: "node" }, { name: "files" }, "stdio"));
      settings.addResource("file:///notes.md", undefined);
      settings.addResource("file:///notes.md", { server: "files" });
      settings.addResource("file:///notes.md", {});
      settings.addResource("notes.md", undefined);
      settings.addResource(undefined, undefined);
      settings.addResource("a:1", "files");
      settings.addResource("b:1", { sever: "files" });
      settings.addResource("c:1", { server: "file" });
    });
    expect(problems).toEqual([
      'resources["file:///notes.md"]: is given twice: remove one of the calls',
      'resources["notes.md"]: must be the address of a resource, such as "file:///notes.md", not "notes.md"',
      expect.stringContaining("must be the address of a resource"),
      'resources["a:1"]: has options that must be an object such as { server: "files" }, not "files"',
      'resources["b:1"].sever: is not an option of `withResource`: did you mean `server`?',
      'resources["c:1"].server: is no server of the team: "file": did you mean `files`?',
    ]);
  });

  it("local tools and members that have the name of a tool of the team's own", () => {
    const problems = said((settings) => {
      settings.addTools([tool(() => "", { name: "read_result", schema: z.object({}) })]);
      settings.once.set("resultLimit", { characters: 5_000 });
    });
    expect(problems).toEqual([
      'tools[0]: has the name "read_result", which a tool of the team\'s own has: rename it',
    ]);
  });

  it("middleware that is none", () => {
    expect(said((settings) => settings.addMiddleware([{ name: "a" }, 5] as never))).toEqual([
      "middleware[1]: must be a middleware, as createMiddleware() makes it, not a number",
    ]);
  });

  it("defaults that are none, and defaults that contradict each other", () => {
    const problems = said((settings) => {
      settings.addDefaults({ timeoutMs: -1, timeout: 5, protocol: "old" });
      settings.addDefaults(5);
      settings.addDefaults({ callTimeoutMs: 5 });
      settings.addDefaults({ callTimeoutMs: 6, closeGraceMs: 7 });
    });
    expect(problems).toEqual([
      expect.stringMatching(/^defaults\.protocol: must be "auto", "legacy" or "modern", not "old"$/),
      expect.stringMatching(/^defaults\.timeoutMs: .* not -1$/),
      expect.stringMatching(
        /^defaults\.timeout: is not an option of `withDefaults`: did you mean `timeoutMs`\?$/,
      ),
      expect.stringMatching(/^defaults: must be an object such as .* not 5$/),
      "defaults.callTimeoutMs: is set twice (to 5 and 6): remove one of the calls",
    ]);
  });

  it("objects among the defaults that contradict each other, without showing what they are", () => {
    const problems = said((settings) => {
      settings.addDefaults({ reconnect: { maxAttempts: 3 }, rateLimit: { calls: 5 } });
      settings.addDefaults({ reconnect: { maxAttempts: 4 }, rateLimit: { calls: 5 } });
    });
    expect(problems).toEqual(["defaults.reconnect: is set twice: remove one of the calls"]);
  });

  it("options of a call that are none, or that say a thing twice", () => {
    const problems = said((settings) => {
      settings.addServer(draftOfCall({ command: "a", args: undefined }, 5_000, "stdio"));
      settings.addServer(draftOfCall({ command: "b" }, { command: "c" }, "stdio"));
      settings.addServer(draftOfCall({ url: "http://h" }, [], "sse"));
      settings.addServer(draftOfObject({ url: "http://i", transport: "http" }, "sse"));
      settings.addServer(draftOfCall({ url: "http://j" }, testSecret("team-settings"), "sse"));
    });
    expect(problems).toEqual([
      "servers.a: has options that must be an object such as { timeoutMs: 10_000 }, not 5000",
      "servers.b.command: is given twice: as an argument and among the options",
      "servers.h: has options that must be an object such as { timeoutMs: 10_000 }, not a list",
      'servers.i.transport: must be "sse" here, not "http"',
      "servers.j: has options that must be an object such as { timeoutMs: 10_000 }, not text",
    ]);
  });

  it("what a team cannot be built without", () => {
    expect(new TeamSettings("team").missing()).toMatchObject([{ path: "llm" }, { path: "servers" }]);
  });

  it("no missing model when one was given that cannot be used", () => {
    const settings = new TeamSettings("team");
    settings.once.set("llm", "gpt");
    settings.addTools([add]);
    expect(settings.missing()).toEqual([]);
  });
});
