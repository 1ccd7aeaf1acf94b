import { stdio } from "../../src/stdio/stdio.js";
import { allEnded, grownTo, isRunning, watchdogsOf } from "../process-table.js";
import { connectTo, fixtureOptions } from "./client.js";

describe("a server that ends", () => {
  it.each([
    ["one that ends with its stdin", []],
    ["one that stays when its stdin ends", ["linger"]],
    ["one that ignores SIGTERM", ["linger", "ignore-sigterm"]],
    ["one that has started a child", ["child"]],
    ["one whose child left the process group", ["daemon"]],
  ])("%s is gone after close(), with all below it", async (_, faults) => {
    const server = await connectTo(fixtureOptions(faults, { closeGraceMs: 100 }));
    const { pid } = server.transport;
    const startsOthers = faults.includes("child") || faults.includes("daemon");
    const tree = [pid as number, ...(await grownTo(startsOthers ? 2 : 0, pid as number))];
    await server.transport.close();
    // The signal was sent; the system may take a moment to end a process that is not our child.
    await allEnded(tree, 500);
    expect(server.transport.pid).toBeUndefined();
  });

  it("is gone behind a shell that waits for it", async () => {
    const { command, args = [] } = fixtureOptions(["linger"]);
    const script = `exec 3<&0; "$0" "$@" <&3 & wait`;
    const server = await connectTo({
      command: "sh",
      args: ["-c", script, command, ...args],
      closeGraceMs: 100,
    });
    const tree = await grownTo(2, process.pid);
    await server.transport.close();
    await allEnded(tree, 500);
  });

  it("closes once, however often it is asked to", async () => {
    const server = await connectTo(fixtureOptions());
    let closes = 0;
    const before = server.transport.onclose;
    server.transport.onclose = () => {
      closes += 1;
      before?.();
    };
    await Promise.all([server.transport.close(), server.transport.close()]);
    await server.transport.close();
    expect(closes).toBe(1);
  });

  it("settles the calls in flight at once when it is killed, and says how it ended", async () => {
    const server = await connectTo(fixtureOptions([], { name: "files" }));
    const call = server.call("wait");
    await server.call("pid");
    const pid = server.transport.pid as number;
    const start = performance.now();
    process.kill(pid, "SIGKILL");
    await expect(call).rejects.toThrow("Connection closed");
    expect(performance.now() - start).toBeLessThan(500);
    expect(server.errors.at(-1)?.message).toMatch(/Server "files" was lost: `.*` ended by signal SIGKILL/);
    await server.transport.close();
    expect(isRunning(pid)).toBe(false);
  });

  it("leaves no child behind when it dies by itself", async () => {
    const server = await connectTo(fixtureOptions(["child"], { closeGraceMs: 100 }));
    const pid = server.transport.pid as number;
    const tree = await grownTo(1, pid);
    const closed = new Promise<void>((resolve) => {
      server.transport.onclose = () => resolve();
    });
    process.kill(pid, "SIGKILL");
    await closed;
    await server.transport.close();
    await allEnded(tree, 500);
  });

  it("has one watchdog, whatever the number of servers, which ends with the last of them", async () => {
    const watchdogs = () => watchdogsOf(process.pid);
    const servers = await Promise.all([connectTo(fixtureOptions()), connectTo(fixtureOptions())]);
    expect(watchdogs()).toHaveLength(1);
    const [first, last] = servers;
    await first?.transport.close();
    expect(watchdogs()).toHaveLength(1);
    await last?.transport.close();
    expect(watchdogs()).toEqual([]);
    const missing = stdio({ command: "no-such-command" });
    await expect(missing.start()).rejects.toThrow("was not found");
    expect(watchdogs()).toEqual([]);
  });

  it("leaves no listener on this process behind", async () => {
    const listeners = () =>
      ["exit", "SIGINT", "SIGTERM", "SIGHUP"].map((name) => process.listenerCount(name));
    const before = listeners();
    const servers = await Promise.all(Array.from({ length: 12 }, () => connectTo(fixtureOptions())));
    await Promise.all(servers.map(({ transport }) => transport.close()));
    expect(listeners()).toEqual(before);
  });
});
