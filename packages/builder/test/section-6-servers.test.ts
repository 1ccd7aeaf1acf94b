// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in mcpServers files are written so
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startServer, waitFor } from "@mcp-team/testing";
import { MCPTeamBuilder } from "../src/index.js";
import { callOf, children, crashing, local, localTools, startModel, toolTexts } from "./support.js";

/** The rows of design section 6 about servers, with azcore's name of each. */
describe("withMcpServer (with_mcp_server)", () => {
  it("starts a command with arguments, and gives it its environment", async () => {
    await using model = await startModel(callOf("env", { name: "WORKSPACE" }));
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model.llm)
      .withMcpServer(local.command, local.args, { env: { WORKSPACE: "/data" } })
      .build();
    expect(await toolTexts(team)).toEqual(["/data"]);
  });

  it("takes the same as one object, with a name and a working directory", async () => {
    await using builder = new MCPTeamBuilder("team").withMcpServer({ ...local, name: "here", cwd: tmpdir() });
    expect((await builder.fetchMcpTools()).map(({ name }) => name).sort()).toEqual(localTools);
    expect(builder.servers).toMatchObject([
      { name: "here", transport: "stdio", cwd: tmpdir(), timeoutMs: 10_000 },
    ]);
  });

  it.each(["sse", "http"] as const)(
    "takes the address of a server over %s, as azcore does",
    async (transport) => {
      await using server = await startServer({ transport, tools: ["echo"] });
      await using builder = new MCPTeamBuilder("team").withMcpServer({ url: server.url, transport });
      await builder.fetchMcpTools();
      expect(builder.getMcpToolNames()).toEqual(["echo"]);
      expect(builder.servers).toMatchObject([{ transport, url: server.url }]);
    },
  );

  it("is read once by a build", async () => {
    let reads = 0;
    const server = {
      ...local,
      get timeoutMs() {
        reads += 1;
        return 10_000;
      },
    };
    await using model = await startModel();
    const builder = new MCPTeamBuilder("team").withLlm(model.llm).withMcpServer(server);
    await using _team = await builder.build();
    expect(reads).toBe(1);
  });

  it("ends a server that does not answer within its timeoutMs", async () => {
    const before = await children();
    const builder = new MCPTeamBuilder("team").withMcpServer("sleep", ["60"], {
      timeoutMs: 200,
      closeGraceMs: 50,
    });
    await expect(builder.fetchMcpTools()).rejects.toMatchObject({
      code: "SERVER_START",
      reason: "no-handshake",
    });
    expect(await children()).toEqual(before);
  });
});

describe("withMcpServerSse (with_mcp_server_sse)", () => {
  it("sends headers", async () => {
    await using server = await startServer({
      transport: "sse",
      token: testSecret("section-6-servers"),
      tools: ["echo"],
    });
    const headers = { Authorization: `Bearer ${testSecret("section-6-servers")}` };
    await using builder = new MCPTeamBuilder("team").withMcpServerSse(server.url, { headers });
    expect(await builder.fetchMcpTools()).toHaveLength(1);
    expect(builder.servers).toMatchObject([
      { transport: "sse", timeoutMs: 30_000, sseReadTimeoutMs: 60_000 },
    ]);
  });

  it("sends its env as headers, as azcore means it, when it is one object", async () => {
    await using server = await startServer({
      transport: "sse",
      token: testSecret("section-6-servers"),
      tools: ["echo"],
    });
    const env = { AUTH_TOKEN: `Bearer ${testSecret("section-6-servers")}` };
    await using builder = new MCPTeamBuilder("team").withMcpServerSse({ url: server.url, env });
    expect(await builder.fetchMcpTools()).toHaveLength(1);
  });

  it("is told when the server refuses the token", async () => {
    await using server = await startServer({ transport: "sse", token: testSecret("section-6-servers") });
    const builder = new MCPTeamBuilder("team").withMcpServerSse(server.url);
    await expect(builder.fetchMcpTools()).rejects.toMatchObject({ code: "AUTHENTICATION", status: 401 });
  });

  it("takes a list of addresses for replicas of one server", async () => {
    await using one = await startServer({ transport: "sse", tools: ["pid"] });
    await using other = await startServer({ transport: "sse", tools: ["pid"] });
    await using builder = new MCPTeamBuilder("team").withMcpServerSse([one.url, other.url], {
      strategy: "round-robin",
    });
    const [pid] = await builder.fetchMcpTools();
    const pids = [String(one.pid), String(other.pid)].sort();
    await waitFor(
      async () =>
        JSON.stringify([await pid?.invoke({}), await pid?.invoke({})].sort()) === JSON.stringify(pids),
    );
    expect(builder.servers).toMatchObject([
      { url: one.url, urls: [one.url, other.url], strategy: "round-robin", sticky: false },
    ]);
  });
});

describe("withMcpServerHttp", () => {
  it("asks a function for the headers of its requests", async () => {
    await using server = await startServer({
      transport: "http",
      token: testSecret("section-6-servers"),
      tools: ["echo"],
    });
    const headers = async () => ({ Authorization: `Bearer ${testSecret("section-6-servers")}` });
    await using builder = new MCPTeamBuilder("team").withMcpServerHttp(new URL(server.url), { headers });
    expect(await builder.fetchMcpTools()).toHaveLength(1);
    expect(builder.servers).toMatchObject([{ transport: "http", headers: "asked for each request" }]);
  });

  it("falls back to SSE for an old server", async () => {
    await using server = await startServer({ transport: "sse", tools: ["echo"] });
    await using builder = new MCPTeamBuilder("team").withMcpServerHttp({ url: server.url });
    expect(await builder.fetchMcpTools()).toHaveLength(1);
  });
});

describe("withMcpServers", () => {
  it("takes the servers of a file, with its variables, and of an object", async () => {
    await using server = await startServer({ transport: "http", tools: ["echo"] });
    const folder = mkdtempSync(join(tmpdir(), "section-6-"));
    const file = join(folder, "mcp.json");
    process.env.SECTION_6_URL = server.url;
    try {
      const remote =
        '"remote": { "type": "streamable-http", "url": "${SECTION_6_URL}" }, // comments are fine';
      writeFileSync(file, `{ "mcpServers": { ${remote}\n } }`);
      await using builder = new MCPTeamBuilder("team").withMcpServers(file).withMcpServers({
        mcpServers: { local, off: { command: "no-such-command", disabled: true } },
      });
      await builder.fetchMcpTools();
      expect(builder.getMcpToolNames().sort()).toEqual([...localTools, "echo"].sort());
      expect(builder.servers.map(({ name }) => name)).toEqual(["remote", "local"]);
    } finally {
      delete process.env.SECTION_6_URL;
      rmSync(folder, { recursive: true });
    }
  });
});

describe("skipFailedServers (skip_failed_servers)", () => {
  const threeServers = () =>
    new MCPTeamBuilder("team")
      .withMcpServer({ ...local, name: "good" })
      .withMcpServer({ ...crashing, name: "crashing" })
      .withMcpServer({ command: "no-such-command", name: "dead" });

  it("goes on without them, and says which failed and why", async () => {
    await using model = await startModel(callOf("add", { a: 1, b: 2 }));
    await using team = await threeServers().withLlm(model.llm).skipFailedServers().build();
    expect(team.servers).toMatchObject([
      { name: "good", state: "ready" },
      { name: "crashing", state: "failed", lastError: expect.stringContaining("the licence has expired") },
      { name: "dead", state: "failed", lastError: expect.stringContaining("was not found") },
    ]);
    expect(await toolTexts(team)).toEqual(["3"]);
  });

  it.each([undefined, false])("names them all and leaves nothing running without it (%p)", async (skip) => {
    const before = await children();
    await using model = await startModel();
    const builder = threeServers().withLlm(model.llm);
    if (skip === false) builder.skipFailedServers(skip);
    await expect(builder.build()).rejects.toMatchObject({
      message: expect.stringMatching(/2 of 3 servers[\s\S]*"crashing"[\s\S]*"dead"/),
    });
    expect(await children()).toEqual(before);
    expect(builder.isBuilt()).toBe(false);
  });
});
