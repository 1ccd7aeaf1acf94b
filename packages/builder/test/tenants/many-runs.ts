import { MCPTeamBuilder } from "../../src/index.js";
import { CallingModel } from "./calling-model.js";
import { type Context, headers, say, tenants } from "./context.js";
import { startIdentityServer } from "./identity-server.js";

/** How many runs there are, of two users of each tenant, and over how many connections. */
export interface ManyRuns {
  readonly runs: number;
  readonly tenants: number;
  readonly maxConnections: number;
}

/** Starts all runs at once, and tells what came of them and what the server saw. */
export async function manyRuns({ runs, tenants: count, maxConnections }: ManyRuns) {
  await using server = await startIdentityServer();
  await using team = await new MCPTeamBuilder("team")
    .withLlm(new CallingModel())
    .withMcpServerHttp(server.url, { name: "identity", headers, protocol: "legacy" })
    .withTenants({ ...tenants, maxConnections, maxConnectionsPerTenant: 1, waitMs: 600_000 })
    .build();
  const openBefore = server.sessions.size;
  const outcomes = await Promise.all(
    Array.from({ length: runs }, async (_, index) => {
      const context: Context = { tenant: `t${index % count}`, user: `u${index % (2 * count)}` };
      const who = `${context.tenant}/${context.user}`;
      const said = await team.invoke(say("whoami"), { context }).then(
        ({ messages }) => messages.at(-1)?.text,
        (error: Error) => error.message,
      );
      return { said, expected: `${who} in the session of ${who}` };
    }),
  );
  await team.close();
  return {
    runs: outcomes.length,
    mixedUp: outcomes.filter(({ said, expected }) => said !== expected),
    openBefore,
    mostOpen: server.counts.most,
    mostOfATenant: server.counts.mostOfTenant,
    openAfter: server.sessions.size,
  };
}
