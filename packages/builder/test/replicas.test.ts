import type { StructuredToolInterface } from "@langchain/core/tools";
import { referenceServer, startServer, waitFor } from "@mcp-team/testing";
import { MCPTeamBuilder } from "../src/index.js";

const { command, args } = referenceServer({ tools: ["pid", "counter"] });

const named = (tools: readonly StructuredToolInterface[], name: string) =>
  tools.find((tool) => tool.name === name) as StructuredToolInterface;

/** The processes that answer so many calls, one after the other. */
async function answeredBy(tool: StructuredToolInterface, calls: number): Promise<Set<string>> {
  const pids = new Set<string>();
  for (let call = 0; call < calls; call += 1) pids.add(String(await tool.invoke({})));
  return pids;
}

describe("replicas in the builder", () => {
  it("are so many processes of a local server, with the team's strategy", async () => {
    await using builder = new MCPTeamBuilder("team")
      .withDefaults({ strategy: "round-robin" })
      .withMcpServer(command, args, { instances: 3 });
    const pid = named(await builder.fetchMcpTools(), "pid");
    await waitFor(async () => (await answeredBy(pid, 3)).size === 3);
    expect(builder.servers).toMatchObject([{ instances: 3, strategy: "round-robin", sticky: false }]);
  });

  it("keep the state of one where they are sticky", async () => {
    await using builder = new MCPTeamBuilder("team").withMcpServer({
      command,
      args,
      instances: 3,
      sticky: true,
    });
    const counter = named(await builder.fetchMcpTools(), "counter");
    const counts = [await counter.invoke({}), await counter.invoke({}), await counter.invoke({})];
    expect(counts).toEqual(["1", "2", "3"]);
  });

  it("can be written in an mcpServers object, as processes or as addresses", async () => {
    await using one = await startServer({ transport: "http", tools: ["pid"], name: "one" });
    await using other = await startServer({ transport: "http", tools: ["pid"], name: "other" });
    await using builder = new MCPTeamBuilder("team").withMcpServers({
      mcpServers: {
        local: { command, args, instances: 2, strategy: "round-robin" },
        remote: { url: [one.url, other.url], strategy: "round-robin" },
      },
    });
    const tools = await builder.fetchMcpTools();
    await waitFor(async () => (await answeredBy(named(tools, "local__pid"), 2)).size === 2);
    const remote = named(tools, "remote__pid");
    await waitFor(async () => (await answeredBy(remote, 2)).size === 2);
    expect(await answeredBy(remote, 4)).toEqual(new Set([String(one.pid), String(other.pid)]));
  });
});
