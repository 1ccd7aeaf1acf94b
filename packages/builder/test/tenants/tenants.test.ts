import { Command, MemorySaver, MessagesAnnotation, StateGraph } from "@langchain/langgraph";
import { referenceServer, waitFor } from "@mcp-team/testing";
import { pino } from "pino";
import {
  type HttpServerOptions,
  isElicitationInterrupt,
  MCPTeamBuilder,
  principalId,
  serveTeam,
  TimeoutError,
} from "../../src/index.js";
import { children, problemsOf } from "../support.js";
import { CallingModel } from "./calling-model.js";
import { type Context, headers, say, tenants } from "./context.js";
import { startIdentityServer } from "./identity-server.js";
import { manyRuns } from "./many-runs.js";

const ada = { tenant: "a", user: "ada" };
const bob = { tenant: "b", user: "bob" };

let server: Awaited<ReturnType<typeof startIdentityServer>>;
let model: CallingModel;
beforeEach(async () => {
  server = await startIdentityServer();
  model = new CallingModel();
});
afterEach(() => server[Symbol.asyncDispose]());

/** A team with the one server, and its own settings before it is told of its tenants. */
function builder() {
  return new MCPTeamBuilder("team")
    .withLlm(model)
    .withMcpServerHttp(server.url, { name: "identity", headers, protocol: "legacy" });
}

/** What a run says at its end. */
async function lastOf(run: Promise<{ readonly messages: readonly { readonly text: string }[] }>) {
  return (await run).messages.at(-1)?.text;
}

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
      .withLlm(model)
      .withMcpServerHttp(server.url, credentials)
      .withTenants(tenants)
      .build();
    const said = await Promise.all(
      [ada, bob].map((context) => lastOf(team.invoke(say("whoami"), { context }))),
    );
    expect(said).toEqual(["a/ada in the session of a/ada", "b/bob in the session of b/bob"]);
  });

  it("are those of the run that asks, where what a principal shows differs between runs", async () => {
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model)
      .withMcpServerHttp(server.url, { headers })
      .withTenants({ principal: ({ tenant }: Context) => tenant })
      .build();
    const users = Array.from({ length: 10 }, (_, index) => `u${index}`);
    const said = await Promise.all(
      users.map((user) => lastOf(team.invoke(say("whoami"), { context: { tenant: "a", user } }))),
    );
    expect(said.map((each) => each?.split(" ")[0])).toEqual(users.map((user) => `a/${user}`));
    expect(server.counts.opened).toBe(1);
  });

  it("decide which tools there are, and which can be called", async () => {
    await using team = await builder().withTenants(tenants).build();
    expect(team.tools).toEqual([]);
    await team.invoke(say("whoami"), { context: ada });
    expect(model.asked.at(-1)?.tools).toEqual(["whoami", "report", "confirm", "only_a_ada"]);
    const said = await lastOf(team.invoke(say("only_a_ada"), { context: bob }));
    expect(said).toContain("only_b_bob");
    expect(said).not.toMatch(/session of/);
    expect(model.asked.at(-1)?.tools).toEqual(["whoami", "report", "confirm", "only_b_bob"]);
  });

  it("decide what a search for tools finds", async () => {
    await using team = await builder().withToolSelection({ limit: 2 }).withTenants(tenants).build();
    const search = (context: Context) =>
      lastOf(team.invoke(say('search_tools {"query": "ada or bob"}'), { context }));
    expect(await search(ada)).toMatch(/only_a_ada/);
    const found = await search(bob);
    expect(found).toMatch(/only_b_bob/);
    expect(found).not.toMatch(/ada/);
  });

  it("decide which resources and prompts there are, in runs and outside of them", async () => {
    await using team = await builder().withResourcesAsTools().withTenants(tenants).build();
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
    await using team = await builder().withResultLimit({ characters: 1_000 }).withTenants(tenants).build();
    const options = (context: Context) => ({ context, configurable: { thread_id: "1" } });
    const report = await lastOf(team.invoke(say("report"), options(ada)));
    const handle = /"handle": "(\w+)"/.exec(report ?? "")?.[1];
    const read = say(`read_result {"handle": "${handle}", "offset": 0}`);
    expect(await lastOf(team.invoke(read, options(bob)))).toMatch(/There is no result/);
    expect(await lastOf(team.invoke(read, options(ada)))).toMatch(/a\/ada's secret/);
  });

  it("are told apart by their tenant, too", async () => {
    await using team = await builder().withTenants(tenants).build();
    const another = { tenant: "b", user: "ada" };
    await Promise.all([ada, another].map((context) => team.invoke(say("whoami"), { context })));
    expect(server.of("a/ada")).toHaveLength(1);
    expect(server.of("b/ada")).toHaveLength(1);
  });

  it("own their conversations", async () => {
    await using team = await builder()
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
    expect(server.of("b/bob")).toEqual([]);
    expect(await lastOf(team.invoke(approve, options(ada)))).toBe("a/ada in the session of a/ada");
  });
});

describe("connections", () => {
  it("are shared by the runs of a principal, and closed when nobody has used them for a while", async () => {
    await using team = await builder()
      .withTenants({ ...tenants, idleMs: 100 })
      .build();
    await Promise.all(Array.from({ length: 5 }, () => team.invoke(say("whoami"), { context: ada })));
    expect(server.counts.opened).toBe(1);
    await waitFor(() => server.sessions.size === 0);
    expect(await lastOf(team.invoke(say("whoami"), { context: ada }))).toBe("a/ada in the session of a/ada");
    expect(server.counts.opened).toBe(2);
  });

  it("make room for others, those that were not used for longest first", async () => {
    await using team = await builder()
      .withTenants({ ...tenants, maxConnections: 2 })
      .build();
    const run = (user: string) => team.invoke(say("whoami"), { context: { tenant: "a", user } });
    for (const user of ["1", "2", "1", "3"]) await run(user);
    expect([...server.sessions.values()].map(({ user }) => user)).toEqual(["a/1", "a/3"]);
  });

  it("that are in use are never closed: who needs one waits, and is told which cap is full", async () => {
    await using team = await builder()
      .withElicitation("interrupt")
      .withCheckpointer(new MemorySaver())
      .withTenants({ ...tenants, maxConnections: 1, waitMs: 60_000 })
      .build();
    const options = (context: Context) => ({ context, configurable: { thread_id: context.user } });
    // The call goes on while its run is interrupted.
    const { __interrupt__ } = await team.invoke(say("confirm"), options(ada));
    expect(isElicitationInterrupt(__interrupt__?.[0]?.value)).toBe(true);

    const timedOut = team.invoke(say("whoami"), { ...options(bob), timeout: 200 });
    await expect(timedOut).rejects.toThrow(
      `No connection was free for principal ${principalId("bob", "b")} within 200 ms: all that maxConnections (1) allows are in use.`,
    );
    expect(TimeoutError.isInstance(await timedOut.catch((error: unknown) => error))).toBe(true);
    const stop = new AbortController();
    const aborted = team.invoke(say("whoami"), { ...options(bob), signal: stop.signal });
    stop.abort(new RangeError("enough"));
    await expect(aborted).rejects.toThrow("enough");

    const waiting = team.invoke(say("whoami"), options(bob));
    const answer = new Command({ resume: { action: "accept", content: {} } });
    expect(await lastOf(team.invoke(answer, options(ada)))).toBe("a/ada: accept");
    expect(await lastOf(waiting)).toBe("b/bob in the session of b/bob");
    expect(server.counts.most).toBe(1);
  });

  it("are given back by runs that throw, are aborted, or whose streams nobody reads to the end", async () => {
    await using team = await builder()
      .withTenants({ ...tenants, maxConnections: 1 })
      .build();
    const inUse = () => team.servers[0]?.connections?.map((connection) => connection.inUse);
    await expect(team.invoke(say("whoami {"), { context: ada })).rejects.toThrow();
    expect(inUse()).toEqual([false]);
    for await (const _ of await team.stream(say("whoami"), { context: ada })) {
      expect(inUse()).toEqual([true]);
      break;
    }
    await waitFor(() => inUse()?.[0] === false);
    const stop = new AbortController();
    const aborted = team.invoke(say("whoami"), { context: ada, signal: stop.signal });
    stop.abort();
    await expect(aborted).rejects.toThrow();
    await waitFor(() => inUse()?.[0] === false);
    const end = await team.resources.subscribe("user://a/ada", { context: ada });
    expect(inUse()).toEqual([true]);
    await end();
    expect(await lastOf(team.invoke(say("whoami"), { context: bob }))).toBe("b/bob in the session of b/bob");
  });

  it("that all share keep the subscriptions of each principal", async () => {
    const shared = { name: "shared", headers: { Authorization: "Bearer all" }, protocol: "legacy" } as const;
    await using team = await builder().withMcpServerHttp(server.url, shared).withTenants(tenants).build();
    const updates: unknown[] = [];
    team.on("resourceUpdated", (update) => void updates.push(update));
    const subscribe = (context: Context) =>
      team.resources.subscribe("user://all", { server: "shared", context });
    const [end] = await Promise.all([subscribe(ada), subscribe(bob)]);
    await end?.();
    const [session] = server.of("all");
    await session?.server.sendResourceUpdated({ uri: "user://all" });
    await waitFor(() => updates.length > 0);
    expect(updates).toEqual([{ server: "shared", uri: "user://all" }]);
    expect([...(session?.subscribed ?? [])]).toEqual(["user://all"]);
  });

  it("that cannot be had fail the runs of their principal alone, and are tried again", async () => {
    await using team = await builder().withTenants(tenants).build();
    server.refused.add("a/ada");
    await expect(team.invoke(say("whoami"), { context: ada })).rejects.toThrow(/Server "identity".* 401/);
    expect(await lastOf(team.invoke(say("whoami"), { context: bob }))).toBe("b/bob in the session of b/bob");
    expect(await team.health()).toEqual({ healthy: true, servers: [{ name: "identity", healthy: true }] });
    server.refused.clear();
    expect(await lastOf(team.invoke(say("whoami"), { context: ada }))).toBe("a/ada in the session of a/ada");
  });

  it("that cannot be had are done without, where failed servers are skipped", async () => {
    await using team = await builder().skipFailedServers().withTenants(tenants).build();
    server.refused.add("a/ada");
    expect(await lastOf(team.invoke(say("whoami"), { context: ada }))).toMatch(/no tool "whoami"/i);
    expect(await lastOf(team.invoke(say("whoami"), { context: bob }))).toBe("b/bob in the session of b/bob");
  });

  it("are taken by a graph that the team is a node of, too", async () => {
    await using team = await builder().withTenants(tenants).build();
    const graph = new StateGraph(MessagesAnnotation)
      .addNode("team", team.graph)
      .addEdge("__start__", "team")
      .compile();
    const run = graph.invoke(say("whoami") as never, { context: ada });
    expect(await lastOf(run as never)).toBe("a/ada in the session of a/ada");
  });

  it("are processes with an environment of their own for local servers", async () => {
    const before = await children();
    const { command, args } = referenceServer({ tools: ["env"] });
    const env = ({ context }: { context: Context }) => ({ USER_TOKEN: context.user });
    await using team = await new MCPTeamBuilder("team")
      .withLlm(model)
      .withMcpServer(command, args, { name: "files", env, closeGraceMs: 500 })
      .withTenants({ ...tenants, maxConnections: 2 })
      .build();
    const runs = ["1", "2", "3", "1"].map(async (user) => ({
      user,
      said: await lastOf(team.invoke(say('env {"name": "USER_TOKEN"}'), { context: { tenant: "a", user } })),
    }));
    for (const { user, said } of await Promise.all(runs)) expect(said).toBe(user);
    const pids = team.servers[0]?.connections?.map(({ pid }) => pid) ?? [];
    expect(pids).toHaveLength(2);
    expect(await children()).toEqual(expect.arrayContaining(pids));
    await team.close();
    expect(await children()).toEqual(before);
  });

  it("of a served team belong to who calls it", async () => {
    await using team = await builder().withTenants(tenants).build();
    const keys = { ada: "the-key-of-ada-0123456789", bob: "the-key-of-bob-0123456789" };
    await using served = await serveTeam(team, {
      transport: "http",
      auth: { keys },
      context: (caller) => ({ tenant: "t", user: caller?.subject }),
    });
    const asked = Object.values(keys).map(async (bearer) => {
      await using caller = new MCPTeamBuilder("caller").withMcpServerHttp(served.url, { auth: { bearer } });
      const [tool] = await caller.fetchMcpTools();
      return await tool?.invoke({ task: "whoami" });
    });
    const said = await Promise.all(asked);
    expect(said).toEqual(["t/ada in the session of t/ada", "t/bob in the session of t/bob"]);
  });

  it("of a team that is a tool of another one belong to the principal of that one's run", async () => {
    const member = builder().withDescription("Knows who you are.").withTenants(tenants);
    const callsIt = new CallingModel();
    await using team = await new MCPTeamBuilder("above").withLlm(callsIt).withTeam(member).build();
    const said = await Promise.all(
      [ada, bob].map((context) => lastOf(team.invoke(say('team {"task": "whoami"}'), { context }))),
    );
    expect(said).toEqual(["a/ada in the session of a/ada", "b/bob in the session of b/bob"]);
  });
});

describe("what is shown of tenants", () => {
  it("names no principal and holds nothing that is theirs", async () => {
    const lines: string[] = [];
    const logger = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
    const events: unknown[] = [];
    await using team = await builder().withLogger(logger).withTenants(tenants).build();
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
    const { server: session } = server.of("a/ada")[0] ?? {};
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
      .withLlm(model)
      .withMcpServer(command, args, { name: "files", env: () => ({}), instances: 3 })
      .withResource("file:///notes.md", { server: "files" })
      .withTenants({ ...tenants, maxConnections: 2 });
    expect(await problemsOf(() => wrong.build())).toEqual([
      'tenants.maxConnections: is less than the 3 connections that each principal needs: "files". Raise it to 3 at least',
      expect.stringContaining('resources["file:///notes.md"]: is on server "files", which each principal'),
    ]);
    const unsaid = new MCPTeamBuilder("team")
      .withLlm(model)
      .withMcpServer(command, args, { env: () => ({}) });
    expect(await problemsOf(() => unsaid.build())).toEqual([
      expect.stringContaining(
        "env: is a function of a run's context: say whom runs are for with withTenants(",
      ),
    ]);
    const odd = new MCPTeamBuilder("team")
      .withLlm(model)
      .withTenants({ principle: "ada", idleMs: 0 } as never);
    expect(await problemsOf(() => odd.build())).toEqual([
      "tenants.principal: is missing: give a function such as ({ user }) => user",
      "tenants.idleMs: must be a number of milliseconds above 0 and at most 2147483647, such as 10_000, not 0",
      "tenants.principle: is not an option of withTenants(): did you mean `principal`?",
      expect.stringContaining("servers: are missing"),
    ]);

    await using team = await builder().withTenants(tenants).build();
    const run = team.invoke.bind(team) as (input: unknown, options?: unknown) => Promise<unknown>;
    expect(await problemsOf(() => run(say("whoami")))).toEqual([
      'context: is missing, and says whom the run is for: what servers are given depends on it: "identity" (headers)',
    ]);
    expect(await problemsOf(() => run(say("whoami"), { context: { tenant: "a" } }))).toEqual([
      "tenants.principal: gave undefined for the context of this run. It has to give a text that is not empty",
    ]);
    const broken = new MCPTeamBuilder("team")
      .withLlm(model)
      .withMcpServer(command, args, { name: "files", env: () => ({ TOKEN: 7 }) as never })
      .withTenants({ ...tenants, probe: ada });
    expect(await problemsOf(() => broken.build())).toEqual([
      "servers.files.env.TOKEN: must be text, not a number: write it in quotes (its function gave that for the context of this run)",
    ]);
  });
});
