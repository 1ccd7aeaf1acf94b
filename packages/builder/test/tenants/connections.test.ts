import { Command, MemorySaver, MessagesAnnotation, StateGraph } from "@langchain/langgraph";
import { referenceServer, waitFor } from "@mcp-team/testing";
import {
  isElicitationInterrupt,
  MCPTeamBuilder,
  principalId,
  serveTeam,
  TimeoutError,
} from "../../src/index.js";
import { children } from "../support.js";
import { CallingModel } from "./calling-model.js";
import { type Context, say, tenants } from "./context.js";
import { ada, bob, identityTeam, lastOf } from "./identity-team.js";

const identity = identityTeam();

describe("connections", () => {
  it("are shared by the runs of a principal, and closed when nobody has used them for a while", async () => {
    await using team = await identity
      .builder()
      .withTenants({ ...tenants, idleMs: 100 })
      .build();
    await Promise.all(Array.from({ length: 5 }, () => team.invoke(say("whoami"), { context: ada })));
    expect(identity.server.counts.opened).toBe(1);
    await waitFor(() => identity.server.sessions.size === 0);
    expect(await lastOf(team.invoke(say("whoami"), { context: ada }))).toBe("a/ada in the session of a/ada");
    expect(identity.server.counts.opened).toBe(2);
  });

  it("make room for others, those that were not used for longest first", async () => {
    await using team = await identity
      .builder()
      .withTenants({ ...tenants, maxConnections: 2 })
      .build();
    const run = (user: string) => team.invoke(say("whoami"), { context: { tenant: "a", user } });
    for (const user of ["1", "2", "1", "3"]) await run(user);
    expect([...identity.server.sessions.values()].map(({ user }) => user)).toEqual(["a/1", "a/3"]);
  });

  it("that are in use are never closed: who needs one waits, and is told which cap is full", async () => {
    await using team = await identity
      .builder()
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
    expect(identity.server.counts.most).toBe(1);
  });

  it("are given back by runs that throw, are aborted, or whose streams nobody reads to the end", async () => {
    await using team = await identity
      .builder()
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
    await using team = await identity
      .builder()
      .withMcpServerHttp(identity.server.url, shared)
      .withTenants(tenants)
      .build();
    const updates: unknown[] = [];
    team.on("resourceUpdated", (update) => void updates.push(update));
    const subscribe = (context: Context) =>
      team.resources.subscribe("user://all", { server: "shared", context });
    const [end] = await Promise.all([subscribe(ada), subscribe(bob)]);
    await end?.();
    const [session] = identity.server.of("all");
    await session?.server.sendResourceUpdated({ uri: "user://all" });
    await waitFor(() => updates.length > 0);
    expect(updates).toEqual([{ server: "shared", uri: "user://all" }]);
    expect([...(session?.subscribed ?? [])]).toEqual(["user://all"]);
  });

  it("that cannot be had fail the runs of their principal alone, and are tried again", async () => {
    await using team = await identity.builder().withTenants(tenants).build();
    identity.server.refused.add("a/ada");
    await expect(team.invoke(say("whoami"), { context: ada })).rejects.toThrow(/Server "identity".* 401/);
    expect(await lastOf(team.invoke(say("whoami"), { context: bob }))).toBe("b/bob in the session of b/bob");
    expect(await team.health()).toEqual({ healthy: true, servers: [{ name: "identity", healthy: true }] });
    identity.server.refused.clear();
    expect(await lastOf(team.invoke(say("whoami"), { context: ada }))).toBe("a/ada in the session of a/ada");
  });

  it("that cannot be had are done without, where failed servers are skipped", async () => {
    await using team = await identity.builder().skipFailedServers().withTenants(tenants).build();
    identity.server.refused.add("a/ada");
    expect(await lastOf(team.invoke(say("whoami"), { context: ada }))).toMatch(/no tool "whoami"/i);
    expect(await lastOf(team.invoke(say("whoami"), { context: bob }))).toBe("b/bob in the session of b/bob");
  });

  it("are taken by a graph that the team is a node of, too", async () => {
    await using team = await identity.builder().withTenants(tenants).build();
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
      .withLlm(identity.model)
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
    await using team = await identity.builder().withTenants(tenants).build();
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
    const member = identity.builder().withDescription("Knows who you are.").withTenants(tenants);
    const callsIt = new CallingModel();
    await using team = await new MCPTeamBuilder("above").withLlm(callsIt).withTeam(member).build();
    const said = await Promise.all(
      [ada, bob].map((context) => lastOf(team.invoke(say('team {"task": "whoami"}'), { context }))),
    );
    expect(said).toEqual(["a/ada in the session of a/ada", "b/bob in the session of b/bob"]);
  });
});
