import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { referenceServer } from "@mcp-team/testing";

const run = promisify(execFile);
const noteModules = new URL("note-modules.js", import.meta.url).href;
const packageFolder = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "importing-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a program that can import the package. @returns what it printed, and which other packages it loaded */
async function loadedBy(program: string): Promise<{ printed: string; packages: Set<string> }> {
  const modules = join(folder, "modules");
  const args = ["--import", noteModules, "--input-type=module", "--eval", program];
  const env = { ...process.env, NODE_OPTIONS: "", MODULES_FILE: modules };
  const { stdout } = await run(process.execPath, args, { cwd: packageFolder, env });
  const found = readFileSync(modules, "utf8").matchAll(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//g);
  return { printed: stdout.trim(), packages: new Set(Array.from(found, ([, name]) => name as string)) };
}

const runsTeams = ["langchain", "@langchain/langgraph", "langsmith", "@modelcontextprotocol/client"];

describe("importing the package", () => {
  it("loads nothing of what a team runs on, and neither does finding out what is wrong with a configuration", async () => {
    const { printed, packages } = await loadedBy(`
      const { ConfigurationError, MCPTeamBuilder } = await import("@mcp-team/builder");
      const builder = new MCPTeamBuilder("team").withMcpServer("node", ["server.js"], { timeoutMs: -1 });
      const error = await builder.build().catch((error) => error);
      console.log(error instanceof ConfigurationError, error.problems.length);
    `);
    expect(printed).toBe("true 2");
    expect(runsTeams.filter((name) => packages.has(name))).toEqual([]);
    expect(packages).toContain("zod");
  });

  it("loads LangChain's agent and LangGraph only for a team: whoever takes the tools alone does without", async () => {
    const { command, args } = referenceServer({ tools: ["echo"] });
    const { printed, packages } = await loadedBy(`
      const { MCPTeamBuilder } = await import("@mcp-team/builder");
      const builder = new MCPTeamBuilder("team").withMcpServer(${JSON.stringify(command)}, ${JSON.stringify(args)});
      const [echo] = await builder.fetchMcpTools();
      console.log(await echo.invoke({ text: "hello" }));
      await builder.close();
    `);
    expect(printed).toBe("hello");
    expect(["langchain", "@langchain/langgraph"].filter((name) => packages.has(name))).toEqual([]);
    expect(packages).toContain("@langchain/core");
  });

  it("makes errors of the classes that it exports when a team runs", async () => {
    const { printed, packages } = await loadedBy(`
      const { MCPTeamBuilder, serveTeam, ServerStartError, ConfigurationError } = await import("@mcp-team/builder");
      const missing = await new MCPTeamBuilder("team").withMcpServer("no-such-command").fetchMcpTools().catch((error) => error);
      const unserved = await serveTeam({}, { transport: "smoke" }).catch((error) => error);
      console.log(missing instanceof ServerStartError, unserved instanceof ConfigurationError);
    `);
    expect(printed).toBe("true true");
    expect(runsTeams.filter((name) => !packages.has(name))).toEqual([]);
  });
});
