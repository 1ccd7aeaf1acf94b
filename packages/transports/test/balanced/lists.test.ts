import { ConnectionError } from "../../src/index.js";
import { connect, connectLocal, type LineKind, local, type ReplicaSettings, until } from "./support.js";

type Test = Awaited<ReturnType<typeof connect>>;

const names = async ({ client }: Pick<Test, "client">) =>
  (await client.listTools()).tools.map(({ name }) => name);

/** A replica that is another one after each start. */
function changing(...lives: ReplicaSettings[]) {
  let life = 0;
  return () => local(lives[Math.min(life++, lives.length - 1)])();
}

describe("the tools of replicas", () => {
  it("are offered when all have them, and the rest is reported", async () => {
    await using test = await connectLocal([
      { tools: ["pid", "sleep", "write"] },
      { tools: ["write", "pid", "told"] },
    ]);
    await test.allReady();
    expect(await names(test)).toEqual(["pid", "write"]);
    await until(() => test.errors.length > 0);
    expect(test.errors.at(-1)?.message).toBe(
      `The replicas of server "files" differ, so only what all of them have is offered.
  - tool "sleep" is not offered by replica 2
  - tool "told" is not offered by replica 1`,
    );
    expect(test.transport.replicas?.map(({ leftOut }) => leftOut)).toEqual([["sleep"], ["told"]]);
    const reports = test.errors.length;
    await names(test);
    expect(test.errors).toHaveLength(reports);
  });

  it("have to have the same input schema", async () => {
    const tools = ["pid"];
    const schema = { properties: { verbose: { type: "boolean" } } };
    await using test = await connectLocal([{ tools }, { tools, schema }, { tools }]);
    await test.allReady();
    expect(await names(test)).toEqual([]);
    expect(test.errors.at(-1)?.message).toContain(
      'tool "pid" has another input schema on replica 2 than on replica 1',
    );
  });

  it("are put together from all pages", async () => {
    await using test = await connectLocal([{ pageSize: 2 }, { pageSize: 3 }]);
    await test.allReady();
    await using whole = await connectLocal([{}]);
    expect(await names(test)).toEqual(await names(whole));
  });

  it.each([
    ["same", "page 2 leads back to an earlier one"],
    ["more", "it goes on after 1000 pages"],
  ] as const)("are an error that names the server when their list has no end: %s", async (endless, why) => {
    const error: unknown = await connectLocal([{ endless }, { endless }]).catch((reason) => reason);
    expect(ConnectionError.isInstance(error)).toBe(true);
    expect((error as Error).message).toMatch(
      /^Server "files" does not end the list of tools \(replica [12]\): .*None of it was taken\.$/,
    );
    expect((error as Error).message).toContain(why);
  });

  it("are called where they are, also when not all have them", async () => {
    await using test = await connectLocal([{ tools: ["pid"] }, { tools: ["pid", "told"] }]);
    await test.allReady();
    await names(test);
    const answers = await Promise.all([0, 1, 2, 3].map(() => test.call("told")));
    expect(new Set(answers).size).toBe(1);
    expect(new Set(test.notes("told").map(({ pid }) => pid))).toEqual(new Set([test.pids()[1]]));
  });

  it("do not wait for a replica that hangs", async () => {
    await using test = await connectLocal([{}, {}], { timeoutMs: 600 });
    await test.allReady();
    const [hanging] = test.pids() as [number];
    process.kill(hanging, "SIGSTOP");
    const start = performance.now();
    expect(await names(test)).toContain("pid");
    expect(performance.now() - start).toBeLessThan(1_000);
    process.kill(hanging, "SIGCONT");
  });
});

describe.each<LineKind>(["lines", "bare transports"])("a change of the tools, over %s", (line) => {
  it("is told when a replica with others comes and when it goes", async () => {
    const late = changing({ tools: ["pid"], startDelayMs: 1_000 }, { tools: ["pid", "sleep"] });
    await using test = await connect([local({ tools: ["pid", "sleep"] }), late], { line });
    await test.allReady();
    await until(() => test.changes.length === 1);
    expect(await names(test)).toEqual(["pid"]);
    process.kill(test.pids()[1] as number, "SIGKILL");
    await until(() => test.changes.length === 2);
    await test.allReady();
    expect(await names(test)).toEqual(["pid", "sleep"]);
    expect(test.transport.replicas?.map(({ leftOut }) => leftOut)).toEqual([undefined, undefined]);
  });

  it("is not told when replicas with the same come and go", async () => {
    await using test = await connect([local(), local({ startDelayMs: 100 })], { line });
    await test.allReady();
    process.kill(test.pids()[1] as number, "SIGKILL");
    await until(() => test.replica(1).state !== "ready");
    await test.allReady();
    await names(test);
    await test.client.ping();
    expect(test.changes).toEqual([]);
  });

  it("is told once when a replica changes its own, and not when that changes nothing", async () => {
    await using test = await connectLocal([{}, {}], { line });
    await test.allReady();
    const all = await names(test);
    await test.call("change", { names: ["pid", "change"] });
    await until(() => test.changes.length === 1);
    expect(await names(test)).toEqual(["pid", "change"]);
    const other = test.transport.replicas?.find(({ leftOut }) => leftOut !== undefined);
    expect(other?.leftOut).toEqual(all.filter((name) => name !== "pid" && name !== "change"));
    await test.call("change", { names: ["pid", "change", "told"] });
    await test.call("change", { names: ["pid", "change", "told"] });
    await until(() => test.changes.length >= 2);
    expect(await names(test)).toEqual(["pid", "change", "told"]);
  });
});
