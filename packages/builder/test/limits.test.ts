// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables in mcpServers files are written so
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MCPTeamBuilder } from "../src/index.js";
import { callOf, children, local, problemsOf, startModel, toolTexts } from "./support.js";

const program = fileURLToPath(new URL("fixtures/hungry-server.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "builder-limits-"));
const book = join(folder, "book");
afterAll(() => rmSync(folder, { recursive: true }));

const hungry = { command: process.execPath, args: [program, book] };

describe("limits", () => {
  it("end a server alone that passes them, and the team says why", async () => {
    const model = await startModel(callOf("allocate"));
    const team = await new MCPTeamBuilder("limited")
      .withLlm(model.llm)
      .withMcpServer({ ...hungry, name: "hungry", limits: { memoryMb: 256 }, reconnect: { maxAttempts: 1 } })
      .withMcpServer(local)
      .build();
    const pid = team.servers[1]?.pid;
    const [text] = await toolTexts(team);
    expect(text).toContain("It passed its memory limit of 256 MB (limits.memoryMb).");
    const [first, second] = team.servers;
    expect(first?.lastError).toContain("It passed its memory limit of 256 MB (limits.memoryMb).");
    expect(second).toMatchObject({ state: "ready", pid });
    await team.close();
    await model.stop();
  });

  it("that this system cannot keep are refused before anything starts, with what to install", async () => {
    const before = await children();
    const { PATH } = process.env;
    process.env.PATH = "/no/such/folder";
    const lines = await problemsOf(() =>
      new MCPTeamBuilder("limited")
        .withMcpServer({ ...hungry, name: "hungry", limits: { memoryMb: 256 } })
        .fetchMcpTools(),
    );
    process.env.PATH = PATH;
    expect(lines).toEqual([
      "servers.hungry.limits: needs the program `prlimit`, which is not in PATH: install util-linux, or leave the limits out",
    ]);
    expect(await children()).toEqual(before);
  });
});

describe("rateLimit", () => {
  it("is kept over all calls of a team, written in an mcpServers file", async () => {
    await using builder = new MCPTeamBuilder("limited").withMcpServers({
      mcpServers: { hungry: { ...hungry, rateLimit: { calls: 2, perMs: 600 } } },
    });
    const tools = await builder.fetchMcpTools();
    const note = tools.find(({ name }) => name === "note");
    await Promise.all(Array.from({ length: 6 }, () => note?.invoke({})));
    const times = readFileSync(book, "utf8").trim().split("\n").map(Number);
    expect(times).toHaveLength(6);
    times.forEach((time, index) => {
      const next = times[index + 2];
      if (next !== undefined) expect(next - time).toBeGreaterThanOrEqual(600);
    });
  });
});

describe("sandbox", () => {
  it("is put before the command, with variables filled in and secrets masked where it is shown", async () => {
    process.env.BUILDER_LIMITS_BOX = "s3cr3t-value";
    await using builder = new MCPTeamBuilder("boxed").withMcpServers({
      mcpServers: {
        local: {
          ...local,
          env: { TOKEN: "${BUILDER_LIMITS_BOX}" },
          sandbox: ["env", "BOX=${BUILDER_LIMITS_BOX}"],
        },
      },
    });
    delete process.env.BUILDER_LIMITS_BOX;
    const tools = await builder.fetchMcpTools();
    const env = await tools.find(({ name }) => name === "env")?.invoke({ name: "BOX" });
    expect(JSON.stringify(env)).toContain("s3cr3t-value");
    expect(JSON.stringify(builder.servers)).toContain('"sandbox":["env","BOX=***"]');
    expect(JSON.stringify(builder.servers)).not.toContain("s3cr3t-value");
  });
});
