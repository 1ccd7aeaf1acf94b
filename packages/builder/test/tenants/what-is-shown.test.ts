import { referenceServer, waitFor } from "@mcp-team/testing";
import { pino } from "pino";
import { MCPTeamBuilder, principalId } from "../../src/index.js";
import { problemsOf } from "../support.js";
import { say, tenants } from "./context.js";
import { ada, identityTeam } from "./identity-team.js";

const identity = identityTeam();

describe("what is shown of tenants", () => {
  it("names no principal and holds nothing that is theirs", async () => {
    const lines: string[] = [];
    const logger = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
    const events: unknown[] = [];
    await using team = await identity.builder().withLogger(logger).withTenants(tenants).build();
    for (const event of ["state", "toolsChanged", "log", "resourcesChanged"] as const)
      team.on(event, (payload) => void events.push({ event, payload }));
    expect(team.servers).toMatchObject([
      { name: "identity", state: "on-demand", tools: [], connections: [] },
    ]);
    await team.invoke(say("whoami"), { context: ada });
    const principal = principalId("ada", "a");
    expect(team.servers[0]?.connections).toMatchObject([
      { principal, state: "ready", inUse: false, tools: ["whoami", "report", "confirm", "only_a_ada"] },
    ]);
    const { server: session } = identity.server.of("a/ada")[0] ?? {};
    await session?.sendToolListChanged();
    await waitFor(() => events.some((each) => JSON.stringify(each).includes("toolsChanged")));
    expect(events).toContainEqual({
      event: "toolsChanged",
      payload: { server: "identity", principal, tools: ["whoami", "report", "confirm", "only_a_ada"] },
    });
    expect(lines.join("")).toContain(principal);
    expect(lines.join("")).not.toMatch(/a\/ada|Bearer/);
  });

  it("is what was wrong with the settings, or the context of a run", async () => {
    const { command, args } = referenceServer({ tools: ["env"] });
    const wrong = new MCPTeamBuilder("team")
      .withLlm(identity.model)
      .withMcpServer(command, args, { name: "files", env: () => ({}), instances: 3 })
      .withResource("file:///notes.md", { server: "files" })
      .withTenants({ ...tenants, maxConnections: 2 });
    expect(await problemsOf(() => wrong.build())).toEqual([
      'tenants.maxConnections: is less than the 3 connections that each principal needs: "files". Raise it to 3 at least',
      expect.stringContaining('resources["file:///notes.md"]: is on server "files", which each principal'),
    ]);
    const unsaid = new MCPTeamBuilder("team")
      .withLlm(identity.model)
      .withMcpServer(command, args, { env: () => ({}) });
    expect(await problemsOf(() => unsaid.build())).toEqual([
      expect.stringContaining(
        "env: is a function of a run's context: say whom runs are for with withTenants(",
      ),
    ]);
    const odd = new MCPTeamBuilder("team")
      .withLlm(identity.model)
      .withTenants({ principle: "ada", idleMs: 0 } as never);
    expect(await problemsOf(() => odd.build())).toEqual([
      "tenants.principal: is missing: give a function such as ({ user }) => user",
      "tenants.idleMs: must be a number of milliseconds above 0 and at most 2147483647, such as 10_000, not 0",
      "tenants.principle: is not an option of withTenants(): did you mean `principal`?",
      expect.stringContaining("servers: are missing"),
    ]);

    await using team = await identity.builder().withTenants(tenants).build();
    const run = team.invoke.bind(team) as (input: unknown, options?: unknown) => Promise<unknown>;
    expect(await problemsOf(() => run(say("whoami")))).toEqual([
      'context: is missing, and says whom the run is for: what servers are given depends on it: "identity" (headers)',
    ]);
    expect(await problemsOf(() => run(say("whoami"), { context: { tenant: "a" } }))).toEqual([
      "tenants.principal: gave undefined for the context of this run. It has to give a text that is not empty",
    ]);
    const broken = new MCPTeamBuilder("team")
      .withLlm(identity.model)
      .withMcpServer(command, args, { name: "files", env: () => ({ TOKEN: 7 }) as never })
      .withTenants({ ...tenants, probe: ada });
    expect(await problemsOf(() => broken.build())).toEqual([
      "servers.files.env.TOKEN: must be text, not a number: write it in quotes (its function gave that for the context of this run)",
    ]);
  });
});
