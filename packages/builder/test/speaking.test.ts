import { pathToFileURL } from "node:url";
import { referenceServer, startServer, waitFor } from "@mcp-team/testing";
import { pino } from "pino";
import { MCPTeamBuilder } from "../src/index.js";
import { startModel } from "./support.js";

type Kind = readonly [era: "legacy" | "modern", transport: "stdio" | "sse" | "http"];

const kinds: readonly Kind[] = [
  ["legacy", "stdio"],
  ["legacy", "sse"],
  ["legacy", "http"],
  ["modern", "stdio"],
  ["modern", "http"],
];
const docs = pathToFileURL("/data/docs").href;

/** A team that has all that servers may ask for besides a person, and no model that matters. */
async function startTeam([era, transport]: Kind, level?: "warning") {
  const model = await startModel();
  const server = transport === "stdio" ? undefined : await startServer({ era, transport });
  const lines: Record<string, unknown>[] = [];
  const logger = pino({ level: "debug" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const builder = new MCPTeamBuilder("team").withLlm(model.llm).withRoots(["/data/docs"]).withLogger(logger);
  if (level) builder.withLogLevel(level);
  if (server) builder.withMcpServer({ name: "it", url: server.url, transport: transport as "http" });
  else builder.withMcpServer({ name: "it", ...referenceServer({ era }) });
  const team = await builder.build();
  const call = (name: string, args = {}) =>
    team.tools.find((tool) => tool.name === name)?.invoke(args) as Promise<string>;
  const logged: { level: string; data: unknown }[] = [];
  team.on("log", (message) => logged.push(message));
  const dispose = async () => {
    await team.close();
    await server?.stop();
    await model.stop();
  };
  return { team, call, lines, logged, server, [Symbol.asyncDispose]: dispose };
}

describe.each(kinds)("a %s server over %s", (era, transport) => {
  let test: Awaited<ReturnType<typeof startTeam>>;
  beforeAll(async () => {
    test = await startTeam([era, transport], "warning");
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it("sends the log messages that were asked for, to the team and to its logger", async () => {
    await test.call("log", { message: "too little", level: "notice" });
    await test.call("log", { message: "disk %d full", level: "critical" });
    await test.call("log", { message: "careful", level: "warning" });
    await waitFor(() => test.logged.length > 1);
    expect(test.logged).toEqual([
      { server: "it", level: "critical", data: "disk %d full" },
      { server: "it", level: "warning", data: "careful" },
    ]);
    const { fatal, warn } = pino.levels.values;
    expect(test.lines.filter(({ mcpLevel }) => mcpLevel)).toMatchObject([
      { level: fatal, server: "it", mcpLevel: "critical", msg: "disk %d full" },
      { level: warn, server: "it", mcpLevel: "warning", msg: "careful" },
    ]);
  });

  it("gets the roots, and those that are set later", async () => {
    expect(JSON.parse(await test.call("roots"))).toEqual([{ uri: docs }]);
    await test.team.setRoots([{ uri: "/data/docs", name: "Docs" }, "file:///tmp"]);
    expect(JSON.parse(await test.call("roots"))).toEqual([
      { uri: docs, name: "Docs" },
      { uri: "file:///tmp" },
    ]);
    await expect(test.team.setRoots(["http://a/"])).rejects.toThrow(
      'roots[0]: must be a path or begin with "file://"',
    );
    expect(JSON.parse(await test.call("roots"))).toHaveLength(2);
  });

  it("completes arguments of its prompt and variables of its template", async () => {
    const { prompts, resources } = test.team;
    expect(await prompts.complete("greet", { name: "name", value: "A" })).toEqual({
      server: "it",
      values: ["Ada", "Alan"],
      total: 2,
      hasMore: false,
    });
    const completion = resources.complete("text://greeting/{name}", { name: "name", value: "G" });
    expect(await completion).toMatchObject({ values: ["Grace"] });
    await expect(prompts.complete("no_such", { name: "name", value: "" })).rejects.toThrow(
      'No server has completions for prompt "no_such". Asked: "it".',
    );
  });
});

it("a server that is started again is told the level again", async () => {
  await using test = await startTeam(["legacy", "stdio"], "warning");
  const ready = () => test.team.servers[0]?.state === "ready";
  const { pid = 0 } = test.team.servers[0] ?? {};
  const lost = new Promise((resolve) => test.team.on("state", resolve));
  process.kill(pid, "SIGKILL");
  await lost;
  await waitFor(() => ready() && test.team.servers[0]?.pid !== pid);
  await test.call("log", { message: "too little" });
  await test.call("log", { message: "enough", level: "error" });
  await waitFor(() => test.logged.length > 0);
  expect(test.logged).toMatchObject([{ data: "enough" }]);
});

it("servers send what they think fit when no level is asked for", async () => {
  await using test = await startTeam(["legacy", "stdio"]);
  await test.call("log", { message: "hello", level: "debug" });
  await waitFor(() => test.logged.length > 0);
  expect(test.logged).toMatchObject([{ level: "debug", data: "hello" }]);
});

it("roots cannot be set where servers were not told of them", async () => {
  await using model = await startModel();
  await using team = await new MCPTeamBuilder("team")
    .withLlm(model.llm)
    .withMcpServer(referenceServer({ tools: ["roots"] }))
    .build();
  await expect(team.setRoots([])).rejects.toThrow("Build the team with withRoots([])");
  await expect(team.tools[0]?.invoke({})).rejects.toThrow("Method not found");
});
