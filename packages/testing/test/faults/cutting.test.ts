import type { CutScope, Direction } from "@mcp-team/testing";
import { dial, listen } from "../support/tcp.js";
import { rig } from "../support/through-proxy.js";

describe("cut", () => {
  it("resets both sides of all connections, and accepts new ones", async () => {
    await using r = await rig();
    const [one, two] = [await r.open(), await r.open()];
    r.proxy.cut();
    const ends = [one.client, one.server, two.client, two.server];
    expect(await Promise.all(ends.map(({ closed }) => closed))).toEqual(Array(4).fill("ECONNRESET"));
    await r.proxy.idle();
    const { client, server } = await r.open();
    client.write("again");
    expect(await server.atLeast(5)).toBe("again");
  });

  it("leaves nothing open of a connection that is just being ended", async () => {
    await using r = await rig();
    const { client } = await r.open();
    r.proxy.stall();
    client.socket.end();
    await client.within(20);
    r.proxy.resume();
    r.proxy.cut();
    await r.proxy.idle();
    expect(r.proxy.traffic.open).toBe(0);
  });
});

describe("cutAfter", () => {
  it.each<[Direction, string, string]>([
    ["up", "0123", "0123456789"],
    ["down", "0123456789", "0123"],
  ])("cuts after so many bytes %s, and counts no others", async (direction, up, down) => {
    await using r = await rig();
    r.proxy.cutAfter(4, direction);
    const { client, server } = await r.open();
    const [from, to] = direction === "up" ? [client, server] : [server, client];
    to.write("0123456789");
    await from.atLeast(10);
    from.write("0123456789");
    await Promise.all([client.over, server.over]);
    expect([server.text, client.text]).toEqual([up, down]);
  });

  it("counts both directions together", async () => {
    await using r = await rig();
    r.proxy.cutAfter(4, "both");
    const { client, server } = await r.open();
    client.write("012");
    await server.atLeast(3);
    server.write("345");
    await client.over;
    expect(client.text).toBe("3");
  });

  it("cuts before the first byte of an answer when none may pass", async () => {
    await using r = await rig();
    r.proxy.cutAfter(0, "down");
    const { client, server } = await r.open();
    client.write("question");
    expect(await server.atLeast(8)).toBe("question");
    server.write("answer");
    expect(await client.closed).toBe("ECONNRESET");
    expect(client.text).toBe("");
  });

  /** Opens a connection before the rule and two after it; which of them are cut when 10 bytes come down on each in turn? */
  it.each<[CutScope, string[]]>([
    ["next", ["whole", "cut", "whole"]],
    ["first", ["cut", "whole", "whole"]],
    ["each", ["cut", "cut", "cut"]],
  ])("is for connections by its scope: %s", async (scope, expected) => {
    await using r = await rig();
    const connections = [await r.open()];
    r.proxy.cutAfter(4, "down", scope);
    connections.push(await r.open(), await r.open());
    const fates: string[] = [];
    for (const { client, server } of connections) {
      server.write("0123456789");
      fates.push(await Promise.race([client.over.then(() => "cut"), client.atLeast(10).then(() => "whole")]));
    }
    expect(fates).toEqual(expected);
  });

  it("is lifted by Infinity, also for connections that it counts already", async () => {
    await using r = await rig();
    r.proxy.cutAfter(4, "down", "each");
    const { client, server } = await r.open();
    server.write("012");
    await client.atLeast(3);
    r.proxy.cutAfter(Number.POSITIVE_INFINITY);
    server.write("3456789");
    expect(await client.atLeast(10)).toBe("0123456789");
  });

  it.each([-1, 1.5, Number.NaN])("refuses %d bytes", async (bytes) => {
    await using r = await rig();
    expect(() => r.proxy.cutAfter(bytes)).toThrow(`bytes: ${bytes} is not a whole number from 0 on`);
  });
});

describe("refuse", () => {
  it("lets new connections be refused, open ones stay, until it accepts again on the same port", async () => {
    await using r = await rig();
    const { client, server } = await r.open();
    r.proxy.refuse();
    await expect(dial(r.proxy.port)).rejects.toThrow("ECONNREFUSED");
    client.write("still here");
    expect(await server.atLeast(10)).toBe("still here");
    await r.proxy.accept();
    const next = await r.open();
    next.client.write("welcome");
    expect(await next.server.atLeast(7)).toBe("welcome");
  });

  it("wins over an accept that is under way", async () => {
    await using r = await rig();
    r.proxy.refuse();
    const accepting = r.proxy.accept();
    r.proxy.refuse();
    await accepting;
    await expect(dial(r.proxy.port)).rejects.toThrow("ECONNREFUSED");
  });
});

describe("retarget", () => {
  it("sends new connections elsewhere, and leaves open ones where they are", async () => {
    await using r = await rig();
    await using other = await listen();
    const before = await r.open();
    r.proxy.retarget(`${other.url}elsewhere`);
    using client = await dial(r.proxy.port);
    const server = await other.accepted();
    client.write("new");
    before.client.write("old");
    expect([await server.atLeast(3), await before.server.atLeast(3)]).toEqual(["new", "old"]);
    expect(r.proxy.url()).toBe(`http://127.0.0.1:${r.proxy.port}/elsewhere`);
  });
});
