import { Readable } from "node:stream";
import { loneAnswers } from "./lone-answers.js";

const answer = { jsonrpc: "2.0", id: 1, result: { content: [] } };
const notification = { jsonrpc: "2.0", method: "notifications/progress", params: {} };
const event = (message: unknown, before = "event: message\n") =>
  `${before}data: ${JSON.stringify(message)}\n\n`;

/** A stream of these chunks, which may break at the end. */
function streamOf(chunks: readonly string[], { broken = false } = {}): Readable {
  const left = chunks.map((chunk) => Buffer.from(chunk));
  return new Readable({
    read() {
      const chunk = left.shift();
      // Each by itself, as from a socket.
      if (chunk) setImmediate(() => this.push(chunk));
      else if (broken) setImmediate(() => this.destroy(new RangeError("broken")));
      else this.push(null);
    },
  });
}

async function ask(body: Readable) {
  const more: string[] = [];
  const take = loneAnswers((data) => more.push(data));
  const headers = { "content-type": "text/event-stream", "mcp-session-id": "s" };
  const response = await take(body, { status: 200, headers });
  return { response, more, type: response.headers.get("content-type") };
}

describe("an answer that comes as a stream of events", () => {
  it.each([
    ["with a type", event(answer)],
    ["without a type", event(answer, "")],
    ["with other line breaks", event(answer).replaceAll("\n", "\r\n")],
    ["that is an error", event({ jsonrpc: "2.0", id: 1, error: { code: 1, message: "ü" } })],
  ])("is given as JSON when it comes alone: %s", async (_, chunk) => {
    const { response, type } = await ask(streamOf([chunk]));
    expect([type, response.headers.get("mcp-session-id"), response.ok]).toEqual([
      "application/json",
      "s",
      true,
    ]);
    expect(await response.json()).toEqual(JSON.parse(chunk.slice(chunk.indexOf("{"))));
  });

  it("is given although its stream breaks after it, and what follows is passed on", async () => {
    const notified = event(notification);
    const body = streamOf([event(answer), notified.slice(0, 9), notified.slice(9)], { broken: true });
    const { response, more } = await ask(body);
    expect(await response.json()).toEqual(answer);
    await new Promise((resolve) => body.once("close", resolve));
    expect(more).toEqual([JSON.stringify(notification)]);
  });

  it.each([
    ["after another message", [event(notification), event(answer)]],
    ["together with another message", [event(notification) + event(answer)]],
    ["in pieces", [event(answer).slice(0, 20), event(answer).slice(20)]],
    ["with an id, so that it can be resumed", [event(answer, "id: 7\n")]],
    ["with a time for retries", [event(answer, "retry: 7\n")]],
    ["as another event", [event(answer, "event: other\n")]],
    ["as no JSON", ["data: {\n\n"]],
    ["never", []],
  ])("stays a stream, whole, when it comes %s", async (_, chunks) => {
    const { response, type } = await ask(streamOf(chunks));
    expect([type, await response.text()]).toEqual(["text/event-stream", chunks.join("")]);
  });

  it("stays a stream that breaks when it breaks before it", async () => {
    const { response } = await ask(streamOf([], { broken: true }));
    await expect(response.text()).rejects.toThrow("broken");
  });

  it("stays a stream, whole, when all of it is there before anybody reads it", async () => {
    const chunks = [event(notification), event(answer)];
    const { response } = await ask(
      Readable.from(
        chunks.map((chunk) => Buffer.from(chunk)),
        { objectMode: false },
      ),
    );
    expect(await response.text()).toBe(chunks.join(""));
  });
});
