import { RunnableLambda } from "@langchain/core/runnables";
import { Command, MemorySaver } from "@langchain/langgraph";
import { problemsOf } from "../support.js";
import { type Context, say, tenants } from "./context.js";
import { ada, bob, identityTeam, lastOf } from "./identity-team.js";

const identity = identityTeam();
const refused = ["configurable.thread_id: is the conversation of another principal"];
const approve = new Command({ resume: { decisions: [{ type: "approve" }] } });
/** A checkpoint that is not there, whenever it is asked for. */
const unknown = "1efffff0-0000-6000-8000-000000000000";

async function start() {
  const saver = new MemorySaver();
  const team = await identity
    .builder()
    .withCheckpointer(saver)
    .withApproval("whoami")
    .withTenants(tenants)
    .build();
  const options = (context: Context, named: Readonly<Record<string, unknown>> = {}) => ({
    context,
    configurable: { thread_id: "1", ...named },
  });
  /** The checkpoints of the conversation, the latest first. */
  const checkpoints = async () => {
    const ids: string[] = [];
    for await (const { config } of saver.list({ configurable: { thread_id: "1", checkpoint_ns: "" } }))
      ids.push(String(config.configurable?.checkpoint_id));
    return ids;
  };
  return { team, options, checkpoints, [Symbol.asyncDispose]: () => team.close() };
}

describe("the conversation of somebody else", () => {
  it.each<[string, (latest: string) => Record<string, unknown>]>([
    ["nothing else", () => ({})],
    ["a checkpoint of it", (latest) => ({ checkpoint_id: latest })],
    ["a checkpoint that there is not", () => ({ checkpoint_id: unknown })],
    [
      "a checkpoint that there is not, and a namespace",
      () => ({ checkpoint_id: unknown, checkpoint_ns: "x" }),
    ],
    ["a checkpoint of it, and a namespace", (latest) => ({ checkpoint_id: latest, checkpoint_ns: "x" })],
    ["a map of checkpoints", () => ({ checkpoint_map: { "": unknown } })],
  ])("is refused by its name with %s", async (_, named) => {
    await using test = await start();
    const { team, options } = test;
    await team.invoke(say("whoami"), options(ada));
    const before = await test.checkpoints();
    const theirs = options(bob, named(before[0] ?? ""));
    expect(await problemsOf(() => team.invoke(approve, theirs))).toEqual(refused);
    expect(await problemsOf(() => team.invoke(say("whoami"), theirs))).toEqual(refused);
    expect(await problemsOf(() => team.stream(say("whoami"), theirs))).toEqual(refused);
    expect(await problemsOf(() => team.batch([say("whoami")], theirs))).toEqual(refused);
    expect(await test.checkpoints()).toEqual(before);
    expect(identity.server.of("b/bob")).toEqual([]);
    expect(await lastOf(team.invoke(approve, options(ada)))).toBe("a/ada in the session of a/ada");
  });

  it("is refused after the program has changed what is in it", async () => {
    await using test = await start();
    const { team, options } = test;
    await team.invoke(say("whoami"), options(ada));
    await team.graph.updateState(options(ada), { messages: [{ role: "user", content: "again" }] });
    expect(await problemsOf(() => team.invoke(say("whoami"), options(bob)))).toEqual(refused);
    expect((await team.invoke(say("whoami"), options(ada))).__interrupt__).toHaveLength(1);
  });

  it("is refused within another run that is about it", async () => {
    await using test = await start();
    const { team, options } = test;
    await team.invoke(say("whoami"), options(ada));
    const around = RunnableLambda.from(() => team.invoke(approve, { context: bob } as never));
    const run = () => around.invoke("", { configurable: { thread_id: "1" } });
    expect(await problemsOf(run)).toEqual(refused);
    expect(identity.server.of("b/bob")).toEqual([]);
  });
});

describe("a conversation of one's own", () => {
  it("goes on from an earlier checkpoint, and not from one that there is not", async () => {
    await using test = await start();
    const { team, options } = test;
    await team.invoke(say("whoami"), options(ada));
    const [waiting] = await test.checkpoints();
    await team.invoke(approve, options(ada));
    const after = await test.checkpoints();
    const again = await team.invoke(say("whoami"), options(ada, { checkpoint_id: waiting }));
    expect(again.__interrupt__).toHaveLength(1);
    expect((await test.checkpoints()).length).toBeGreaterThan(after.length);
    const run = () => team.invoke(say("whoami"), options(ada, { checkpoint_id: unknown }));
    expect(await problemsOf(run)).toEqual([
      "configurable.checkpoint_id: names no checkpoint of the conversation",
    ]);
  });
});
