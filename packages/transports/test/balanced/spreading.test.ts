import { connectLocal, type LineKind } from "./support.js";

const three = [{}, {}, {}];

describe.each<LineKind>(["lines", "bare transports"])("over %s", (line) => {
  it("round-robin goes from replica to replica", async () => {
    await using test = await connectLocal(three, { line, strategy: "round-robin" });
    await test.allReady();
    const pids = await test.answeredBy(6);
    expect(new Set(pids.slice(0, 3))).toEqual(new Set(test.pids()));
    expect(pids.slice(3)).toEqual(pids.slice(0, 3));
  });

  it("least-busy leaves a busy replica alone, and is in turn among equals", async () => {
    await using test = await connectLocal(three, { line });
    await test.allReady();
    expect(new Set(await test.answeredBy(3)).size).toBe(3);
    const stop = new AbortController();
    const busy = test.call("hang", {}, { signal: stop.signal }).catch(() => {});
    const held = await test.busy();
    expect(await test.answeredBy(8)).not.toContain(held.pid);
    stop.abort();
    await busy;
    expect(await test.answeredBy(3)).toContain(held.pid);
  });

  it("first-available stays with the first, and goes to the next when that is lost", async () => {
    await using test = await connectLocal(three, { line, strategy: "first-available" });
    await test.allReady();
    const [primary, standby] = test.pids() as number[];
    expect(await test.answeredBy(4)).toEqual([primary, primary, primary, primary]);
    process.kill(primary as number, "SIGKILL");
    expect(await test.call("pid")).toBe(String(standby));
    await test.allReady();
    expect(await test.answeredBy(2)).toEqual([test.pids()[0], test.pids()[0]]);
  });

  it("sticky stays with the replica of the first call, and with the next one when that is lost", async () => {
    await using test = await connectLocal(three, { line, sticky: true });
    await test.allReady();
    const [home, ...others] = await test.answeredBy(5);
    expect(others).toEqual([home, home, home, home]);
    const parallel = await Promise.all(Array.from({ length: 8 }, () => test.call("pid")));
    expect(new Set(parallel)).toEqual(new Set([String(home)]));
    process.kill(home as number, "SIGKILL");
    const [next] = await test.answeredBy(1);
    expect(next).not.toBe(home);
    await test.allReady();
    expect(await test.answeredBy(3)).toEqual([next, next, next]);
  });
});
