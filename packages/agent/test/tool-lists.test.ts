import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { referenceServer } from "@mcp-team/testing";
import pino from "pino";
import { offered, startTeam } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "lists-"));
afterAll(() => rmSync(folder, { recursive: true }));
const listing = join(import.meta.dirname, "fixtures", "listing-server.js");
const good = { kind: "stdio", ...referenceServer({ tools: ["echo"] }) } as const;
let lists = 0;

/** A server that lists what it is told to. */
function serverThatLists(result: unknown) {
  return serverThatWrites(JSON.stringify(result));
}

/** A server whose list is this text of JSON. */
function serverThatWrites(text: string) {
  lists += 1;
  const list = join(folder, `list-${lists}.json`);
  writeFileSync(list, text);
  return { kind: "stdio", command: process.execPath, args: [listing, list] } as const;
}

describe("something wrong in a list of tools", () => {
  const object = (properties: unknown) => ({ type: "object", properties });
  const odd: readonly [what: string, tool: unknown, name: string, reason: RegExp][] = [
    [
      "a schema that is none",
      { name: "odd", inputSchema: object({ a: { type: "strin" } }) },
      "odd",
      /"type" at \/properties\/a is "strin"/,
    ],
    ["no schema", { name: "odd" }, "odd", /not what MCP says that a tool is: inputSchema: .*expected object/],
    [
      "a schema of a text",
      { name: "odd", inputSchema: { type: "string" } },
      "odd",
      /inputSchema\.type: .*"object"/,
    ],
    ["arguments that are a list", { name: "odd", inputSchema: object([]) }, "odd", /inputSchema\.properties/],
    ["no name", { inputSchema: {} }, '(without a name) {"inputSchema":{}}', /name: .*expected string/],
    ["no tool", "odd", '(without a name) "odd"', /it: .*expected object/],
    [
      "a name that is there",
      { name: "plain_6", inputSchema: {} },
      "plain_6",
      /an earlier tool of the same name/,
    ],
    [
      "a reference to elsewhere",
      { name: "odd", inputSchema: object({ a: { $ref: "https://example.com/a" } }) },
      "odd",
      /outside of the schema/,
    ],
  ];
  const plain = odd.map((_, index) => `plain_${index}`);
  const servers = Object.fromEntries(
    odd.map(([, tool], index) => [
      `server_${index}`,
      serverThatLists({ tools: [{ name: plain[index], inputSchema: { type: "object" } }, tool] }),
    ]),
  );
  let test: Awaited<ReturnType<typeof startTeam>>;
  const warnings = new EventEmitter<{ unread: [line: string] }>();
  const unread = once(warnings, "unread");
  const write = (line: string) => line.includes("could not be read") && warnings.emit("unread", line);
  const logger = pino({ level: "warn" }, { write });
  beforeAll(async () => {
    const lost = serverThatLists({ tools: "all of them" });
    const careless = serverThatLists({
      tools: [
        {
          name: "nulls",
          description: null,
          annotations: null,
          outputSchema: null,
          inputSchema: { type: "object" },
        },
        { name: "untyped", inputSchema: { properties: { a: { type: "string" } }, required: null } },
      ],
    });
    const script = [{ content: "done" }];
    test = await startTeam({ ...servers, careless, lost, good }, { script, skipFailedServers: true, logger });
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it.each(odd.map(([what, , name, reason], index) => [what, index, name, reason] as const))(
    "%s: that tool alone is left out, and why",
    (_, index, name, reason) => {
      expect(test.team.servers[index]).toMatchObject({
        state: "ready",
        tools: [plain[index]],
        leftOut: [{ name, reason: expect.stringMatching(reason) }],
      });
    },
  );

  it("what is null for nothing, and a schema without a type, are taken", () => {
    expect(test.team.servers.at(-3)).toMatchObject({ tools: ["nulls", "untyped"], leftOut: [] });
  });

  it("what is no list fails its server, and no other", async () => {
    // The first is tried again in the background, so it may be connecting at this very moment.
    const state = expect.stringMatching(/^(failed|connecting)$/);
    expect(test.team.servers.slice(-2)).toMatchObject([
      { state, lastError: expect.stringContaining("something that MCP does not allow") },
      { state: "ready", tools: ["echo"] },
    ]);
    await test.ask("go");
    expect(offered(test.model.requests[0])).toEqual([...plain, "nulls", "untyped", "echo"]);
  });

  it("what is no list is told as one that was never read, whenever it is tried again", async () => {
    expect(JSON.parse((await unread)[0])).toMatchObject({
      server: "lost",
      msg: "the list of tools could not be read",
    });
  });
});

describe("very many tools of one server", () => {
  const tools = Array.from({ length: 10_000 }, (_, index) => ({
    name: `tool_${index}`,
    inputSchema: {
      type: "object",
      properties: { a: { type: "string" }, b: { type: "array" } },
      required: ["a"],
    },
  }));

  it("five thousand are there, with a warning", async () => {
    const lines: string[] = [];
    const logger = pino({ level: "warn" }, { write: (line: string) => void lines.push(line) });
    const many = serverThatLists({ tools: tools.slice(0, 5_000) });
    await using test = await startTeam({ many, good }, { logger });
    expect(test.toolset.tools).toHaveLength(5_001);
    expect(test.team.servers).toMatchObject([{ leftOut: [] }, { tools: ["echo"] }]);
    expect(lines.filter((line) => line.includes("very many tools"))).toHaveLength(1);
    const tool = test.toolset.get("tool_4999");
    expect(await tool?.invoke({ a: "x" })).toBe('{"a":"x"}');
  });

  it("ten thousand are refused, and the other servers work on", async () => {
    const many = serverThatLists({ tools });
    await using test = await startTeam({ many, good }, { skipFailedServers: true });
    expect(test.team.servers).toMatchObject([
      { state: "failed", tools: [], lastError: expect.stringContaining("more than 5000 items") },
      { state: "ready", tools: ["echo"] },
    ]);
  });
});

describe("what goes wrong when a list of tools has come", () => {
  it("bug: a tool nested too deeply ended the program when it had no name, or its list was read again", async () => {
    const _meta = `{"of":${"[".repeat(10_000)}${"]".repeat(10_000)}}`;
    const inputSchema = '{"type":"object"}';
    const plain = `{"name":"plain","inputSchema":${inputSchema}}`;
    const deep = `{"name":"deep","inputSchema":${inputSchema},"_meta":${_meta}}`;
    const nameless = `{"inputSchema":${inputSchema},"_meta":${_meta}}`;
    const server = serverThatWrites(`{"tools":[${plain},${deep},${nameless}]}`);
    await using test = await startTeam({ server });
    expect(test.team.servers).toMatchObject([
      {
        tools: ["plain"],
        leftOut: [
          { name: "(without a name) It is nested too deeply to be shown." },
          { name: "deep", reason: "its definition is nested more than 200 levels deep" },
        ],
      },
    ]);
  });

  it("bug: a listener of a program's own that threw ended the program", async () => {
    const logged = new EventEmitter<{ failure: [line: string] }>();
    const write = (line: string) => line.includes("a list of tools failed") && logged.emit("failure", line);
    const growing = { kind: "stdio", ...referenceServer({ tools: ["grow"] }) } as const;
    await using test = await startTeam({ growing }, { logger: pino({ level: "error" }, { write }) });
    test.team.on("toolsChanged", () => {
      throw new Error("the listener's own");
    });
    const failure = once(logged, "failure");
    await test.toolset.get("grow")?.invoke({});
    expect(JSON.parse((await failure)[0])).toMatchObject({
      server: "growing",
      err: { message: "the listener's own" },
    });
    await test.toolset.settled();
    expect(test.toolset.tools.length).toBeGreaterThan(1);
  });
});
