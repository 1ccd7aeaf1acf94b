import { Command, MemorySaver } from "@langchain/langgraph";
import { type HttpServerOptions, MCPTeamBuilder } from "../../src/index.js";
import { problemsOf } from "../support.js";
import { type Context, headers, say, tenants } from "./context.js";
import { ada, bob, identityTeam, lastOf } from "./identity-team.js";
import { manyRuns } from "./many-runs.js";

const identity = identityTeam();

describe("identities", () => {
  it("are never mixed up, in many runs over few connections", async () => {
    const { mixedUp, ...seen } = await manyRuns({ runs: 48, tenants: 8, maxConnections: 3 });
    expect(mixedUp).toEqual([]);
    expect(seen).toEqual({ runs: 48, openBefore: 0, mostOpen: 3, mostOfATenant: 1, openAfter: 0 });
  });

  const token = ({ context: { tenant, user } }: { context: Context }) => `${tenant}/${user}`;
  it.each<[string, HttpServerOptions]>([
    ["headers", { headers: async (request: { context: Context }) => headers(request) }],
    ["auth.bearer", { auth: { bearer: token } }],
    ["auth", { auth: async (request: { context: Context }) => ({ bearer: token(request) }) }],
  ])("reach the server through %s", async (_, credentials) => {
    await using team = await new MCPTeamBuilder("team")
      .withLlm(identity.model)
      .withMcpServerHttp(identity.server.url, credentials)
      .withTenants(tenants)
      .build();
    const said = await Promise.all(
      [ada, bob].map((context) => lastOf(team.invoke(say("whoami"), { context }))),
    );
    expect(said).toEqual(["a/ada in the session of a/ada", "b/bob in the session of b/bob"]);
  });

  it("are those of the run that asks, where what a principal shows differs between runs", async () => {
    await using team = await new MCPTeamBuilder("team")
      .withLlm(identity.model)
      .withMcpServerHttp(identity.server.url, { headers })
      .withTenants({ principal: ({ tenant }: Context) => tenant })
      .build();
    const users = Array.from({ length: 10 }, (_, index) => `u${index}`);
    const said = await Promise.all(
      users.map((user) => lastOf(team.invoke(say("whoami"), { context: { tenant: "a", user } }))),
    );
    expect(said.map((each) => each?.split(" ")[0])).toEqual(users.map((user) => `a/${user}`));
    expect(identity.server.counts.opened).toBe(1);
  });

  it("decide which tools there are, and which can be called", async () => {
    await using team = await identity.builder().withTenants(tenants).build();
    expect(team.tools).toEqual([]);
    await team.invoke(say("whoami"), { context: ada });
    expect(identity.model.asked.at(-1)?.tools).toEqual(["whoami", "report", "confirm", "only_a_ada"]);
    const said = await lastOf(team.invoke(say("only_a_ada"), { context: bob }));
    expect(said).toContain("only_b_bob");
    expect(said).not.toMatch(/session of/);
    expect(identity.model.asked.at(-1)?.tools).toEqual(["whoami", "report", "confirm", "only_b_bob"]);
  });

  it("decide what a search for tools finds", async () => {
    await using team = await identity.builder().withToolSelection({ limit: 2 }).withTenants(tenants).build();
    const search = (context: Context) =>
      lastOf(team.invoke(say('search_tools {"query": "ada or bob"}'), { context }));
    expect(await search(ada)).toMatch(/only_a_ada/);
    const found = await search(bob);
    expect(found).toMatch(/only_b_bob/);
    expect(found).not.toMatch(/ada/);
  });

  it("decide which resources and prompts there are, in runs and outside of them", async () => {
    await using team = await identity.builder().withResourcesAsTools().withTenants(tenants).build();
    expect(await lastOf(team.invoke(say("list_resources"), { context: ada }))).toMatch("user://a/ada");
    const read = 'read_resource {"uri": "user://a/ada"}';
    expect(await lastOf(team.invoke(say(read), { context: bob }))).toBe("read by b/bob");

    expect(await team.resources.list()).toEqual([]);
    expect((await team.resources.list({ context: bob })).map(({ uri }) => uri)).toEqual(["user://b/bob"]);
    const [greeting] = await team.prompts.get("greet", {}, { context: ada });
    expect(greeting?.text).toBe("Greet a/ada.");
    expect(await problemsOf(() => team.resources.list({ server: "identity" }))).toEqual([
      'context: is missing, and says whom the run is for: what servers are given depends on it: "identity" (headers)',
    ]);
  });

  it("decide who may read the rest of a result, and go on with a conversation", async () => {
    await using team = await identity
      .builder()
      .withResultLimit({ characters: 1_000 })
      .withTenants(tenants)
      .build();
    const options = (context: Context) => ({ context, configurable: { thread_id: "1" } });
    const report = await lastOf(team.invoke(say("report"), options(ada)));
    const handle = /"handle": "(\w+)"/.exec(report ?? "")?.[1];
    const read = say(`read_result {"handle": "${handle}", "offset": 0}`);
    expect(await lastOf(team.invoke(read, options(bob)))).toMatch(/There is no result/);
    expect(await lastOf(team.invoke(read, options(ada)))).toMatch(/a\/ada's secret/);
  });

  it("are told apart by their tenant, too", async () => {
    await using team = await identity.builder().withTenants(tenants).build();
    const another = { tenant: "b", user: "ada" };
    await Promise.all([ada, another].map((context) => team.invoke(say("whoami"), { context })));
    expect(identity.server.of("a/ada")).toHaveLength(1);
    expect(identity.server.of("b/ada")).toHaveLength(1);
  });

  it("own their conversations", async () => {
    await using team = await identity
      .builder()
      .withCheckpointer(new MemorySaver())
      .withApproval("whoami")
      .withTenants(tenants)
      .build();
    const options = (context: Context) => ({ context, configurable: { thread_id: "1" } });
    const { __interrupt__ } = await team.invoke(say("whoami"), options(ada));
    expect(__interrupt__).toHaveLength(1);
    // A run that waits for a person holds nothing.
    expect(team.servers[0]?.connections).toMatchObject([{ inUse: false }]);
    const approve = new Command({ resume: { decisions: [{ type: "approve" }] } });
    const refused = ["configurable.thread_id: is the conversation of another principal"];
    expect(await problemsOf(() => team.invoke(approve, options(bob)))).toEqual(refused);
    expect(await problemsOf(() => team.stream(say("whoami"), options(bob)))).toEqual(refused);
    expect(identity.server.of("b/bob")).toEqual([]);
    expect(await lastOf(team.invoke(approve, options(ada)))).toBe("a/ada in the session of a/ada");
  });
});
