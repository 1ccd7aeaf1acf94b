import { tool } from "@langchain/core/tools";
import { z } from "zod";
import { MCPTeamBuilder } from "../src/index.js";
import { children, local, problemsOf, startModel } from "./support.js";

const double = tool(({ n }) => String(2 * n), { name: "double", schema: z.object({ n: z.number() }) });

/** Every setting, with an argument that would be fine before. */
const settings: [string, (builder: MCPTeamBuilder) => unknown][] = [
  ["withLlm", (builder) => builder.withLlm("openai:gpt-4o")],
  ["withTools", (builder) => builder.withTools([])],
  ["withPrompt", (builder) => builder.withPrompt("a")],
  ["withDescription", (builder) => builder.withDescription("a")],
  ["withMiddleware", (builder) => builder.withMiddleware()],
  ["withToolSelection", (builder) => builder.withToolSelection({ limit: 9 })],
  ["withContextSchema", (builder) => builder.withContextSchema(z.object({}))],
  ["withCheckpointer", (builder) => builder.withCheckpointer(true)],
];

/** Those that the connections are made with. */
const serverSettings: [string, (builder: MCPTeamBuilder) => unknown][] = [
  ["withMcpServer", (builder) => builder.withMcpServer("node")],
  ["withMcpServerSse", (builder) => builder.withMcpServerSse("http://127.0.0.1/")],
  ["withMcpServerHttp", (builder) => builder.withMcpServerHttp("http://127.0.0.1/")],
  ["withMcpServers", (builder) => builder.withMcpServers({ mcpServers: {} })],
  ["withDefaults", (builder) => builder.withDefaults({})],
  ["withToolNaming", (builder) => builder.withToolNaming("prefix")],
  ["withRoots", (builder) => builder.withRoots([])],
  ["withSampling", (builder) => builder.withSampling()],
  ["withLogLevel", (builder) => builder.withLogLevel("info")],
  ["skipFailedServers", (builder) => builder.skipFailedServers()],
  ["testConnectionBeforeBuild", (builder) => builder.testConnectionBeforeBuild()],
];

describe("after build()", () => {
  it("every setting throws, and so does a second build()", async () => {
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withLlm(model.llm).withTools([double]);
    const building = builder.build();
    await expect(builder.build()).rejects.toThrow("build: was called twice. Use the team of the first call");
    await using _team = await building;
    for (const [method, call] of [...settings, ...serverSettings]) {
      expect(() => call(builder)).toThrow(`${method}: was called after build(). Make all settings before it`);
    }
    await expect(builder.build()).rejects.toMatchObject({ code: "CONFIGURATION" });
  });
});

describe("after fetchMcpTools()", () => {
  it("the servers are settled, and the rest is not", async () => {
    await using builder = new MCPTeamBuilder("team").withMcpServer(local);
    await builder.fetchMcpTools();
    for (const [method, call] of serverSettings) {
      expect(() => call(builder)).toThrow(`${method}: was called after fetchMcpTools()`);
    }
    for (const [, call] of settings) expect(() => call(builder)).not.toThrow();
  });

  it("a build() that is refused ends the connections, and the builder can be used again", async () => {
    const before = await children();
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withMcpServer(local);
    await builder.fetchMcpTools();
    expect(await problemsOf(() => builder.build())).toEqual([expect.stringMatching(/^llm: is missing/)]);
    expect(await children()).toEqual(before);
    await using team = await builder.withLlm(model.llm).build();
    expect(team.servers).toMatchObject([{ state: "ready" }]);
  });
});

describe("after close()", () => {
  it("nothing can be done any more, but close()", async () => {
    const builder = new MCPTeamBuilder("team").withMcpServer(local);
    await builder.close();
    await builder.close();
    for (const [method, call] of [...settings, ...serverSettings]) {
      expect(() => call(builder)).toThrow(`${method}: was called after close(). Make a new builder.`);
    }
    await expect(builder.build()).rejects.toThrow("build: was called after close()");
    await expect(builder.fetchMcpTools()).rejects.toThrow("fetchMcpTools: was called after close()");
    expect(() => builder.getTeamCallable()).toThrow("getTeamCallable: was called after close()");
  });

  it("a build() that was under way is refused, and leaves nothing", async () => {
    const before = await children();
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withLlm(model.llm).withMcpServer(local);
    const building = expect(builder.build()).rejects.toMatchObject({ code: "CONFIGURATION" });
    await builder.close();
    await building;
    expect(await children()).toEqual(before);
    expect(builder.isBuilt()).toBe(false);
  });
});
