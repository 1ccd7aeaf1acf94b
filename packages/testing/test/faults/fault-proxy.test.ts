import { openHandles, startFaultProxy, waitFor } from "@mcp-team/testing";
import { ConfigurationError, ConnectionError } from "@mcp-team/transports";
import { dial, listen } from "../support/tcp.js";
import { rig } from "../support/through-proxy.js";

const payload = Buffer.alloc(3_000_000, "0123456789abcdef");

describe("a fault proxy without faults", () => {
  it("carries bytes both ways, unchanged, whatever their number", async () => {
    await using r = await rig();
    const { client, server } = await r.open();
    client.write(payload);
    server.write(payload);
    expect((await server.atLeast(payload.length)) === payload.toString("latin1")).toBe(true);
    expect((await client.atLeast(payload.length)) === payload.toString("latin1")).toBe(true);
  });

  it("passes on the end of one direction, and keeps the other open", async () => {
    await using r = await rig();
    const { client, server } = await r.open();
    client.socket.end("question");
    await waitFor(() => server.socket.readableEnded);
    server.socket.end("answer");
    expect([await client.closed, await server.closed]).toEqual(["end", "end"]);
    expect([server.text, client.text]).toEqual(["question", "answer"]);
  });

  it.each([
    ["client", "server"],
    ["server", "client"],
  ] as const)("passes on that the %s was lost", async (lost, other) => {
    await using r = await rig();
    const ends = await r.open();
    ends[lost].socket.resetAndDestroy();
    expect(await ends[other].closed).toBe("ECONNRESET");
  });

  it("resets a client whose server is not there", async () => {
    const gone = await listen();
    await gone[Symbol.asyncDispose]();
    await using proxy = await startFaultProxy({ target: { host: "127.0.0.1", port: gone.port } });
    using client = await dial(proxy.port);
    expect(await client.closed).toBe("ECONNRESET");
  });

  it("counts connections and bytes", async () => {
    await using r = await rig();
    const { client, server } = await r.open();
    await r.open();
    client.write("12345");
    await server.atLeast(5);
    server.write("123");
    await client.atLeast(3);
    expect(r.proxy.traffic).toEqual({ connections: 2, open: 2, up: 5, down: 3 });
    const closed = r.proxy.closed();
    client.socket.resetAndDestroy();
    await closed;
    expect(r.proxy.traffic).toEqual({ connections: 2, open: 1, up: 5, down: 3 });
  });

  it("says when connections and bytes come and go", async () => {
    await using r = await rig();
    await r.proxy.idle();
    const connected = r.proxy.connected();
    const { client, server } = await r.open();
    await connected;
    const passed = r.proxy.passed(4, "up");
    client.write("12");
    server.write("1234");
    await client.atLeast(4);
    client.write("34");
    await passed;
    expect(r.proxy.traffic).toMatchObject({ up: 4, down: 4 });
    client[Symbol.dispose]();
    server[Symbol.dispose]();
    await r.proxy.idle();
    expect(r.proxy.traffic.open).toBe(0);
  });

  it("leads to the path of its target, and to others", async () => {
    await using proxy = await startFaultProxy({ target: "http://127.0.0.1:9/mcp?a=1" });
    expect(proxy.url()).toBe(`http://127.0.0.1:${proxy.port}/mcp?a=1`);
    expect([proxy.url("/sse"), proxy.url("sse")]).toEqual(
      Array(2).fill(`http://127.0.0.1:${proxy.port}/sse`),
    );
  });

  it.each(["127.0.0.1", "ftp://127.0.0.1/", ""])("refuses the target %j", async (target) => {
    const refused = startFaultProxy({ target });
    await expect(refused).rejects.toThrow(`target: "${target}" is no URL with a port`);
    expect(ConfigurationError.isInstance(await refused.catch((error: unknown) => error))).toBe(true);
  });

  it("leaves nothing open when it has stopped, and frees those who wait", async () => {
    const sockets = () => {
      const { TCPServerWrap = 0, TCPSocketWrap = 0 } = openHandles();
      return TCPServerWrap + TCPSocketWrap;
    };
    const before = sockets();
    {
      await using r = await rig();
      const { client } = await r.open();
      r.proxy.stall();
      r.proxy.delay(60_000);
      client.write("held");
      const connected = r.proxy.connected();
      const passed = r.proxy.passed();
      await Promise.all([r.proxy.stop(), r.proxy.stop()]);
      await expect(connected).rejects.toThrow("The proxy was stopped before that happened");
      expect(ConnectionError.isInstance(await passed.catch((error: unknown) => error))).toBe(true);
      await expect(dial(r.proxy.port)).rejects.toThrow("ECONNREFUSED");
    }
    await waitFor(() => sockets() <= before);
  });
});
