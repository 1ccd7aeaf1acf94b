import { fileURLToPath } from "node:url";
import { MCPTeamBuilder } from "../src/index.js";
import { callOf, children, crashing, local, startModel, toolTexts } from "./support.js";

const deaf = {
  command: process.execPath,
  args: [fileURLToPath(new URL("./fixtures/deaf-server.js", import.meta.url))],
  name: "deaf",
  timeoutMs: 2_000,
};

/** The row of design section 6. */
describe("testConnectionBeforeBuild (test_connection_before_build)", () => {
  it("finds a server that completes its handshake and answers nothing else", async () => {
    const before = await children();
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withLlm(model.llm).withMcpServer(local).withMcpServer(deaf);
    await expect(builder.testConnectionBeforeBuild().build()).rejects.toMatchObject({
      code: "TIMEOUT",
      server: "deaf",
      message: expect.stringContaining('Server "deaf" did not answer a ping within 2000 ms'),
    });
    expect(await children()).toEqual(before);
  });

  it("reports those that do not connect and those that do not answer at once", async () => {
    const before = await children();
    const builder = new MCPTeamBuilder("team")
      .withMcpServer({ ...crashing, name: "crashing" })
      .withMcpServer(deaf)
      .withMcpServer(local)
      .testConnectionBeforeBuild();
    await expect(builder.fetchMcpTools()).rejects.toMatchObject({
      message: expect.stringMatching(/2 of 3 servers did not connect[\s\S]*"crashing"[\s\S]*"deaf"/),
      errors: [{ code: "SERVER_START" }, { code: "TIMEOUT" }],
    });
    expect(await children()).toEqual(before);
  });

  it.each([undefined, false])("takes a handshake for enough without it (%p)", async (test) => {
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withLlm(model.llm).withMcpServer(deaf);
    if (test === false) builder.testConnectionBeforeBuild(test);
    await using team = await builder.build();
    expect(team.servers).toMatchObject([{ name: "deaf", state: "ready" }]);
  });

  it("leaves servers that fail out when failed servers are skipped", async () => {
    await using model = await startModel(callOf("add", { a: 1, b: 2 }));
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withMcpServer(deaf)
      .withMcpServer(local)
      .skipFailedServers()
      .testConnectionBeforeBuild()
      .build();
    expect(await toolTexts(team)).toEqual(["3"]);
    expect(team.servers).toMatchObject([{ name: "deaf", tools: [] }, { state: "ready" }]);
  });

  it("builds on the connections that it tested", async () => {
    const before = (await children()).length;
    await using model = await startModel();
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withMcpServer(local)
      .testConnectionBeforeBuild()
      .build();
    expect(await children()).toHaveLength(before + 1);
    expect(team.servers).toMatchObject([{ pid: (await children()).at(-1) }]);
  });
});
