import { writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "@modelcontextprotocol/client";
import { balanced } from "../../src/balanced/balanced.js";
import { descendantsOf } from "../process-table.js";
import {
  connectLocal,
  fast,
  type LineKind,
  lineTo,
  local,
  startRemote,
  temporaryFolder,
  until,
} from "./support.js";

/** What keeps this process alive, or goes on in it: timers, sockets, processes. */
const left = () => process.getActiveResourcesInfo().filter((name) => name !== "Immediate");

/** @returns waits until there is no more than now */
function watchLeft(): () => Promise<void> {
  const before = left().length;
  return async () => {
    await until(() => descendantsOf(process.pid).length === 0);
    await until(() => left().length <= before);
  };
}

describe.each<LineKind>(["lines", "bare transports"])("close(), over %s,", (line) => {
  it("settles what is in flight and what waits, and leaves nothing", async () => {
    const nothingLeft = watchLeft();
    const test = await connectLocal([{ startDelayMs: 50 }, { startDelayMs: 50 }], { line });
    await test.allReady();
    const running = [test.call("hang"), test.call("write", { ms: 60_000 })].map((call) =>
      call.catch(() => "ended"),
    );
    await until(() => test.transport.replicas?.filter(({ inFlight }) => inFlight > 0).length === 2);
    for (const pid of test.pids() as number[]) process.kill(pid, "SIGKILL");
    await until(() => test.transport.status?.state === "reconnecting");
    const waiting = test.call("pid").catch((error: unknown) => error);
    await test[Symbol.asyncDispose]();
    expect(await Promise.all(running)).toEqual(["ended", "ended"]);
    expect(await waiting).toMatchObject({ effect: "none", message: expect.stringContaining("was closed") });
    expect(test.transport.status?.state).toBe("closed");
    expect(test.transport.replicas?.map(({ state }) => state)).toEqual(["closed", "closed"]);
    await nothingLeft();
  });

  it("ends a server that has failed", async () => {
    const nothingLeft = watchLeft();
    const folder = temporaryFolder();
    const brokenWhile = folder.file("broken");
    const test = await connectLocal([{ brokenWhile }, { brokenWhile }], { line, maxAttempts: 1 });
    await test.allReady();
    writeFileSync(brokenWhile, "");
    for (const pid of test.pids() as number[]) process.kill(pid, "SIGKILL");
    await until(() => test.transport.replicas?.every(({ state }) => state !== "ready") === true);
    await test[Symbol.asyncDispose]();
    await nothingLeft();
    folder.remove();
  });

  it("at any moment of a life leaves nothing, and nothing starts any more", async () => {
    const nothingLeft = watchLeft();
    const transports = [0, 3, 10, 30, 45, 60, 80, 120, 160, 200, 260, 320].map(async (afterMs) => {
      const replicas = [local(), local({ startDelayMs: 50 }), local({ refuse: "no" })];
      const transport = balanced(
        replicas.map((replica) => lineTo(replica, line)),
        { name: "files", timeoutMs: 5_000, ...fast },
      );
      const client = new Client({ name: "test", version: "1.0.0" });
      const living = client.connect(transport).then(async () => {
        await client.listTools();
        await Promise.all([client.callTool({ name: "crash" }), client.callTool({ name: "hang" })]);
      });
      living.catch(() => {});
      await delay(afterMs);
      await transport.close();
      expect(transport.status?.state).toBe("closed");
      // It settles: with an error, or because it was done before.
      await living.catch(() => {});
    });
    await Promise.all(transports);
    await nothingLeft();
  });
});

describe("close()", () => {
  it("before anything was started is possible", async () => {
    const transport = balanced([local(), local()], { timeoutMs: 1_000 });
    let closes = 0;
    transport.onclose = () => {
      closes += 1;
    };
    await Promise.all([transport.close(), transport.close()]);
    expect(closes).toBe(1);
    await expect(transport.send({ jsonrpc: "2.0", id: 1, method: "ping" })).rejects.toThrow();
  });

  it("leaves no socket, of replicas that are there, that are gone, and that hang", async () => {
    await using there = await startRemote();
    await using gone = await startRemote();
    await using hanging = await startRemote();
    const sockets = () => left().filter((name) => /TCP/.test(name)).length;
    const open = sockets();
    const transport = balanced(
      [there, gone, hanging].map((remote) => lineTo(remote.open)),
      { name: "files", timeoutMs: 2_000, ...fast },
    );
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(transport);
    await until(() => transport.replicas?.every(({ state }) => state === "ready") === true);
    await gone.kill();
    hanging.stall();
    await until(() => transport.replicas?.[1]?.state === "reconnecting");
    await transport.close();
    await until(() => sockets() === open);
  });
});
