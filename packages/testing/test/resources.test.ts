import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { difference, snapshotResources, waitForRelease } from "@mcp-team/testing";
import { TimeoutError } from "@mcp-team/transports";
import { listen } from "./support/tcp.js";

describe("snapshotResources", () => {
  it("sees the processes that this one has started, and their pipes", async () => {
    const before = await snapshotResources();
    const child = spawn("sleep", ["60"], { stdio: ["pipe", "ignore", "ignore"] });
    await once(child, "spawn");
    const held = difference(before, await snapshotResources());
    expect(held.processes).toEqual([child.pid]);
    expect(held.handles).toMatchObject({ ProcessWrap: 1 });
    child.kill("SIGKILL");
    await waitForRelease(before);
  });

  it("sees sockets, also those that do not keep the process alive", async () => {
    await using server = await listen();
    const before = await snapshotResources();
    const socket = connect(server.port, "127.0.0.1").unref();
    const peer = await server.accepted();
    const held = difference(before, await snapshotResources());
    expect(held.handles.TCPSocketWrap).toBe(1);
    if (process.platform === "linux") expect(held.descriptors.socket).toBe(2);
    socket.destroy();
    peer[Symbol.dispose]();
    await waitForRelease(before);
  });

  it("sees the same twice, on itself", async () => {
    const before = await snapshotResources();
    expect(difference(before, await snapshotResources())).toMatchObject({ processes: [], descriptors: {} });
  });
});

describe("waitForRelease", () => {
  it("waits until what is new has gone", async () => {
    const before = await snapshotResources();
    const child = spawn("sleep", ["0.1"], { stdio: "ignore" });
    await waitForRelease(before);
    expect(child.exitCode).toBe(0);
  });

  it("says what is still held", async () => {
    const before = await snapshotResources();
    const timers = [setTimeout(() => {}, 60_000), setTimeout(() => {}, 60_000)];
    const child = spawn("sleep", ["60"], { stdio: "ignore" });
    const error = await waitForRelease(before, 50).catch((reason: unknown) => reason);
    expect(TimeoutError.isInstance(error) && error.timeoutMs).toBe(50);
    expect(String(error)).toMatch(
      new RegExp(`Still held after 50 ms: process ${child.pid}, .*\\b2 more Timeout`),
    );
    child.kill("SIGKILL");
    timers.forEach(clearTimeout);
    await waitForRelease(before);
  });
});
