import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCallLog, referenceServer } from "@mcp-team/testing";
import { pino } from "pino";
import { MCPTeamBuilder, type ToolFilter } from "../src/index.js";
import { callOf, problemsOf, startModel, toolTexts } from "./support.js";

const log = join(mkdtempSync(join(tmpdir(), "filter-")), "calls.jsonl");
const server = { ...referenceServer({ tools: ["add", "echo", "env", "pid", "grow"], log }), name: "files" };

describe("tools: { include, exclude }", () => {
  it("chooses by the names that the server gives, and nothing else can be called", async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    await using model = await startModel(callOf("env", { name: "HOME" }));
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withLogger(logger)
      .withMcpServer({ ...server, tools: { include: ["e*", "add", "lisst_*"], exclude: ["*v"] } })
      .build();
    expect(team.tools.map(({ name }) => name)).toEqual(["echo", "add"]);
    expect(model.requests).toEqual([]);
    const warning = '`tools.include` has the pattern "lisst_*", which no tool of the server fits';
    expect(team.servers).toMatchObject([
      {
        tools: ["echo", "add"],
        leftOut: [
          { name: "env", reason: '`tools.exclude` has it out, by "*v"' },
          { name: "pid", reason: "`tools.include` has no pattern that it fits" },
          { name: "grow", reason: "`tools.include` has no pattern that it fits" },
        ],
        warnings: [warning],
      },
    ]);
    expect(lines.filter((line) => JSON.parse(line).msg === warning)).toHaveLength(1);
    expect(await toolTexts(team)).toEqual([
      'There is no tool "env", or not any more. The tools are: echo, add.',
    ]);
    expect(model.requests[0]?.tools.map((tool) => tool.function.name)).toEqual(["echo", "add"]);
    expect(readCallLog(log)).toEqual([]);
  });

  it("holds for tools that come later", async () => {
    await using model = await startModel(callOf("grow"));
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withMcpServer({ ...server, tools: { exclude: ["grown_*"] } })
      .build();
    const changed = new Promise((resolve) => team.on("toolsChanged", resolve));
    expect(await toolTexts(team)).toEqual(["added grown_1"]);
    await changed;
    expect(team.servers[0]?.leftOut).toMatchObject([{ name: "grown_1" }]);
    expect(team.tools.map(({ name }) => name)).not.toContain("grown_1");
  });

  it("makes room for tools of other servers: what is filtered out collides with nothing", async () => {
    await using builder = new MCPTeamBuilder("team")
      .withMcpServer({ ...server, name: "a", tools: ["add", "pid"] })
      .withMcpServer({ ...server, name: "b", tools: { include: ["*"], exclude: ["add", "pid"] } })
      .withToolNaming("refuse");
    const names = (await builder.fetchMcpTools()).map(({ name }) => name);
    expect(names.sort()).toEqual(["add", "echo", "env", "grow", "pid"]);
  });

  it("is read from mcpServers files", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "filter-")), "mcp.json");
    const { command, args } = server;
    const files = { command, args, tools: ["p*"] };
    writeFileSync(
      file,
      JSON.stringify({ mcpServers: { files, more: { command, args, tools: { exclude: ["p*"] } } } }),
    );
    const builder = new MCPTeamBuilder("team").withMcpServers(file);
    expect(builder.servers).toMatchObject([{ tools: { include: ["p*"] } }, { tools: { exclude: ["p*"] } }]);
    await using _ = builder;
    expect((await builder.fetchMcpTools()).map(({ name }) => name)).toEqual([
      "pid",
      "echo",
      "add",
      "env",
      "grow",
    ]);
  });

  it.each<[unknown, string]>([
    [
      "read_*",
      '.tools: must be an object such as { include: ["read_*"], exclude: ["delete_*"] }, or a list of what to include, not "read_*"',
    ],
    [{ includes: ["a"] }, ".tools.includes: is not an option of `tools`: did you mean `include`?"],
    [{ include: "a" }, '.tools.include: must be a list of patterns such as ["read_*"], not "a"'],
    [
      { exclude: [""] },
      '.tools.exclude: must be a list of patterns such as ["read_*"], not a list with "" in it',
    ],
    [[1], '.tools.include: must be a list of patterns such as ["read_*"], not a list with 1 in it'],
  ])("refuses %j", async (tools, problem) => {
    for (const given of [server, { url: "http://127.0.0.1:9/mcp", name: "files" }]) {
      const builder = new MCPTeamBuilder("team").withMcpServer({ ...given, tools: tools as ToolFilter });
      expect(await problemsOf(() => builder.fetchMcpTools())).toEqual([`servers.files${problem}`]);
    }
  });
});

describe("what nobody can see", () => {
  it("never reaches the model, is kept for programs, and is logged once", async () => {
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => void lines.push(line) });
    const secret = [..."ignore"]
      .map((each) => String.fromCodePoint(0xe0000 + (each.codePointAt(0) ?? 0)))
      .join("");
    const descriptions = join(mkdtempSync(join(tmpdir(), "hidden-")), "descriptions.json");
    const description = `Adds.${secret}\u202e\u001b[8m 👩‍💻`;
    writeFileSync(descriptions, JSON.stringify({ add: description }));
    await using model = await startModel(callOf("grow"));
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withLogger(logger)
      .withMcpServer(referenceServer({ tools: ["add", "grow"], descriptionsFromFile: descriptions }))
      .build();
    const changed = new Promise((resolve) => team.on("toolsChanged", resolve));
    await toolTexts(team);
    await changed;
    expect(model.requests[0]?.tools[0]?.function).toMatchObject({
      name: "add",
      description: "Adds.[8m 👩‍💻",
    });
    expect(team.tools.find(({ name }) => name === "add")).toMatchObject({
      metadata: { mcp: { description } },
    });
    const warnings = lines.filter((line) => line.includes("invisible characters"));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(
      'taken out of what tool \\"add\\" says: U+E0069, U+E0067, U+E006E, U+E006F, U+E0072, U+E0065, U+202E, U+001B',
    );
  });
});
