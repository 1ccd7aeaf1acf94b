import type { Direction } from "@mcp-team/testing";
import { waitFor } from "@mcp-team/testing";
import { dial } from "../support/tcp.js";
import { rig } from "../support/through-proxy.js";

const silenceMs = 60;

describe("stall", () => {
  it.each<[Direction, string, string]>([
    ["up", "", "down"],
    ["down", "up", ""],
    ["both", "", ""],
  ])("holds what goes %s, and lets it go in the end", async (direction, up, down) => {
    await using r = await rig();
    const { client, server } = await r.open();
    r.proxy.stall(direction);
    client.write("up");
    server.write("down");
    expect([await server.within(silenceMs), client.text]).toEqual([up, down]);
    r.proxy.resume();
    expect([await server.atLeast(2), await client.atLeast(4)]).toEqual(["up", "down"]);
  });

  it("holds new connections too, from their first byte", async () => {
    await using r = await rig();
    r.proxy.stall();
    const { client, server } = await r.open();
    client.write("hello");
    expect(await server.within(silenceMs)).toBe("");
    r.proxy.resume("up");
    expect(await server.atLeast(5)).toBe("hello");
  });

  it("holds the end of a connection, and its loss", async () => {
    await using r = await rig();
    const [one, two] = [await r.open(), await r.open()];
    r.proxy.stall();
    one.client.socket.end("last words");
    two.client.socket.resetAndDestroy();
    await one.server.within(silenceMs);
    expect([one.server.socket.readableEnded, two.server.socket.closed]).toEqual([false, false]);
    r.proxy.resume();
    expect(await two.server.closed).toBe("ECONNRESET");
    await waitFor(() => one.server.socket.readableEnded);
    expect(one.server.text).toBe("last words");
  });

  it("does not tell a client that its server is not there", async () => {
    await using r = await rig();
    r.proxy.retarget({ host: "127.0.0.1", port: 1 });
    r.proxy.stall();
    using client = await dial(r.proxy.port);
    await client.within(silenceMs);
    expect(client.socket.closed).toBe(false);
    r.proxy.resume();
    expect(await client.closed).toBe("ECONNRESET");
  });

  it("reads no more than it keeps from a sender that goes on", async () => {
    await using r = await rig();
    const { client, server } = await r.open();
    r.proxy.stall("up");
    client.write(Buffer.alloc(30_000_000));
    await client.within(silenceMs);
    expect(client.socket.bytesWritten - client.socket.writableLength).toBeLessThan(20_000_000);
    r.proxy.resume();
    expect(await server.atLeast(30_000_000)).toHaveLength(30_000_000);
  });
});

describe("delay", () => {
  it("delivers everything later by the same time, in its order", async () => {
    await using r = await rig();
    const { client, server } = await r.open();
    r.proxy.delay(200, "up");
    const letters = "abcdefghijklmnopqrst";
    const start = performance.now();
    for (const letter of letters) {
      client.write(letter);
      await client.within(2);
    }
    expect(await server.atLeast(letters.length)).toBe(letters);
    const took = performance.now() - start;
    expect(took).toBeGreaterThanOrEqual(200);
    // One after the other would be four seconds.
    expect(took).toBeLessThan(2500);
  });

  it("leaves the other direction alone, and is lifted by 0, also for what is under way", async () => {
    await using r = await rig();
    const { client, server } = await r.open();
    r.proxy.delay(60_000, "up");
    client.write("slow");
    server.write("quick");
    expect(await client.atLeast(5)).toBe("quick");
    expect(server.text).toBe("");
    r.proxy.delay(0);
    expect(await server.atLeast(4)).toBe("slow");
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d ms", async (ms) => {
    await using r = await rig();
    expect(() => r.proxy.delay(ms)).toThrow(`ms: ${ms} is not a number of milliseconds from 0 on`);
  });
});

describe("bandwidth", () => {
  it("lets no more bytes pass than the limit, on each connection by itself", async () => {
    await using r = await rig();
    const connections = await Promise.all(Array.from({ length: 10 }, () => r.open()));
    r.proxy.bandwidth(100_000, "down");
    const start = performance.now();
    await Promise.all(
      connections.map(async ({ client, server }) => {
        server.write(Buffer.alloc(30_000));
        await client.atLeast(30_000);
      }),
    );
    const took = performance.now() - start;
    expect(took).toBeGreaterThan(250);
    // All of them over one such line would be three seconds.
    expect(took).toBeLessThan(2000);
  });

  it("leaves the other direction alone, and is lifted by Infinity", async () => {
    await using r = await rig();
    const { client, server } = await r.open();
    r.proxy.bandwidth(10, "down");
    server.write(Buffer.alloc(100_000));
    client.write(Buffer.alloc(100_000));
    await server.atLeast(100_000);
    expect(client.text.length).toBeLessThan(10);
    r.proxy.bandwidth(Number.POSITIVE_INFINITY);
    await client.atLeast(100_000);
  });

  it.each([0, -1, Number.NaN])("refuses %d bytes per second", async (rate) => {
    await using r = await rig();
    expect(() => r.proxy.bandwidth(rate)).toThrow(
      `bytesPerSecond: ${rate} is not a positive number of bytes; use stall()`,
    );
  });
});
