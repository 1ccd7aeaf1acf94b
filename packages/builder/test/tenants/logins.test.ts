import { waitFor } from "@mcp-team/testing";
import { type Authorize, MCPTeamBuilder } from "../../src/index.js";
import { CallingModel } from "./calling-model.js";
import { type Context, say, tenants } from "./context.js";
import { startIdentityServer } from "./identity-server.js";
import { ada, bob, lastOf } from "./identity-team.js";
import { startLoginServer } from "./login-server.js";

/** Logs in at once, as whom the run is for. */
const authorize: Authorize = (url, { context }) => {
  const { tenant, user } = context as Context;
  return { code: `${tenant}/${user}`, state: url.searchParams.get("state") ?? "" };
};

describe("logins", () => {
  it.each([
    ["auth", { oauth: { authorize } }],
    ["a function that gives it", () => ({ oauth: { authorize } })],
  ])("of each principal outlast their connections, and are for nobody else, by %s", async (_, auth) => {
    await using login = await startLoginServer();
    await using server = await startIdentityServer(login.issuer);
    await using team = await new MCPTeamBuilder("team")
      .withLlm(new CallingModel())
      .withMcpServerHttp(server.url, { name: "identity", auth, protocol: "legacy" })
      .withTenants({ ...tenants, idleMs: 50 })
      .build();
    for (const opened of [2, 4, 6]) {
      const said = await Promise.all(
        [ada, bob].map((context) => lastOf(team.invoke(say("whoami"), { context }))),
      );
      expect(said).toEqual(["a/ada in the session of a/ada", "b/bob in the session of b/bob"]);
      await waitFor(() => server.sessions.size === 0);
      expect(server.counts.opened).toBe(opened);
    }
    expect(login.logins.sort()).toEqual(["a/ada", "b/bob"]);
    expect(login.counts.registered).toBe(2);
  });
});
