import { once } from "node:events";
import type { ServerResponse } from "node:http";
import fc from "fast-check";
import { readEvents } from "../../src/sse/event-stream.js";
import { sse } from "../../src/sse/sse.js";
import { observe } from "./support/observe.js";
import { event, scriptedSse } from "./support/scripted-sse.js";

const secret = testSecret("sse-stream");

const log = (data: unknown) => ({
  jsonrpc: "2.0",
  method: "notifications/message",
  params: { level: "info", data },
});

async function write(stream: ServerResponse, data: string | Uint8Array): Promise<void> {
  if (!stream.write(data)) await once(stream, "drain");
}

describe("a stream of events", () => {
  it("may be cut anywhere, in the middle of characters and line breaks too", async () => {
    const message = fc.record({
      data: fc.string({ unit: "binary", maxLength: 12 }),
      lineBreak: fc.constantFrom("\n", "\r\n"),
    });
    const property = fc.asyncProperty(
      fc.array(message, { maxLength: 5 }),
      fc.array(fc.nat(), { maxLength: 20 }),
      async (sent, cuts) => {
        const text = sent.map(({ data, lineBreak }) => event(log(data)).replaceAll("\n", lineBreak)).join("");
        const bytes = new TextEncoder().encode(text);
        const places = [...cuts.map((cut) => cut % (bytes.length + 1)), 0, bytes.length].sort(
          (a, b) => a - b,
        );
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        const received: unknown[] = [];
        let heard = 0;
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            for (const chunk of chunks) if (chunk.length > 0) controller.enqueue(chunk);
            controller.close();
          },
        });
        await readEvents(body, {
          heard: () => heard++,
          event: ({ data }) => received.push(JSON.parse(data)),
        });
        expect(received).toEqual(sent.map(({ data }) => log(data)));
        expect(heard).toBe(chunks.filter((chunk) => chunk.length > 0).length);
      },
    );
    await fc.assert(property, { numRuns: 200 });
  });

  it("arrives in pieces over a real socket", async () => {
    await using server = await scriptedSse();
    await using observed = observe(sse({ url: server.url }));
    await observed.transport.start();
    const bytes = Buffer.from(event(log("naïve 🦊")));
    for (const byte of bytes) {
      await write(server.stream(), Buffer.from([byte]));
      await new Promise(setImmediate);
    }
    if (observed.messages.length === 0) await observed.message();
    expect(observed.messages).toEqual([log("naïve 🦊")]);
  });

  it("may bring an event of 20 MB, in time that grows with its size", async () => {
    await using server = await scriptedSse();
    await using observed = observe(sse({ url: server.url }));
    await observed.transport.start();
    // In processor time: what else the machine does is not counted.
    const timeFor = async (megabytes: number) => {
      const text = "x".repeat(megabytes * 1024 ** 2);
      const arrived = observed.message();
      const start = process.cpuUsage();
      server.send(event(log(text)));
      expect(await arrived).toEqual(log(text));
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1_000;
    };
    await timeFor(2);
    const small = Math.min(await timeFor(2), await timeFor(2));
    const large = Math.min(await timeFor(20), await timeFor(20));
    // Ten times the bytes, with room for the garbage collector; a square would be a hundred.
    expect(large).toBeLessThan(Math.max(small, 10) * 40);
  }, 30_000);

  it("reports what is no JSON-RPC, and goes on", async () => {
    await using server = await scriptedSse();
    await using observed = observe(sse({ url: server.url, headers: { "X-Key": secret } }));
    await observed.transport.start();
    const arrived = observed.message();
    server.send(": a comment\n\nevent: ping\ndata: 1\n\ndata:\n\nid: 7\nretry: 10\n\n");
    server.send("event: endpoint\ndata: http://evil.example/\n\n");
    server.send(`data: ${secret} {\n\ndata: [1]\n\n`);
    server.send(event({ jsonrpc: "1.0", id: 1, result: {} }));
    server.send(event(log("fine")));
    expect(await arrived).toEqual(log("fine"));
    expect(observed.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining("is not JSON-RPC, and it was skipped: *** {"),
      expect.stringContaining("it was skipped: [1]"),
      expect.stringContaining('"1.0"'),
    ]);
    expect(observed.messages).toHaveLength(1);
    await observed.transport.send({ jsonrpc: "2.0", id: 1, method: "ping" });
    expect(server.seen.at(-1)?.path).toContain("/messages");
  });

  it("survives a listener that throws", async () => {
    await using server = await scriptedSse();
    await using observed = observe(sse({ url: server.url }));
    await observed.transport.start();
    observed.transport.onmessage = () => {
      throw new TypeError("a bug above");
    };
    const reported = observed.error();
    server.send(event(log("x")));
    expect((await reported).message).toBe("a bug above");
    expect(observed.closes()).toBe(0);
  });

  it.each<[string, (stream: ServerResponse) => unknown, string]>([
    ["ends", (stream) => stream.end(), "was lost: it ended its stream of events"],
    ["is cut", (stream) => stream.destroy(), "was lost: 127.0.0.1:"],
    [
      "is cut in the middle of an event",
      (stream) => stream.write("data: {", () => stream.destroy()),
      "was lost: ",
    ],
  ])("that %s is told once, and closes once", async (_what, end, text) => {
    await using server = await scriptedSse();
    await using observed = observe(sse({ url: server.url, name: "weather" }));
    await observed.transport.start();
    const order: string[] = [];
    const { onerror, onclose } = observed.transport;
    observed.transport.onerror = (error) => {
      order.push("error");
      onerror?.(error);
    };
    observed.transport.onclose = () => {
      order.push("close");
      onclose?.();
    };
    end(server.stream());
    await observed.closed();
    expect(order).toEqual(["error", "close"]);
    expect(observed.errors[0]).toMatchObject({ code: "CONNECTION", server: "weather" });
    expect(observed.errors[0]?.message).toContain(text);
    await expect(observed.transport.send({ jsonrpc: "2.0", id: 1, method: "ping" })).rejects.toBe(
      observed.errors[0],
    );
    await observed.transport.close();
    expect(order).toEqual(["error", "close"]);
    await server.idle();
  });
});
