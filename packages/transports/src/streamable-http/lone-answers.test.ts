import type { FetchLike } from "@modelcontextprotocol/client";
import { loneAnswers } from "./lone-answers.js";

const answer = { jsonrpc: "2.0", id: 1, result: { content: [] } };
const notification = { jsonrpc: "2.0", method: "notifications/progress", params: {} };
const event = (message: unknown, before = "event: message\n") =>
  `${before}data: ${JSON.stringify(message)}\n\n`;

/** A stream of these chunks, which may break at the end. */
function answering(chunks: readonly string[], options: { broken?: boolean; type?: string } = {}): FetchLike {
  const left = chunks.map((chunk) => new TextEncoder().encode(chunk));
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = left.shift();
      if (chunk) controller.enqueue(chunk);
      else if (options.broken) controller.error(new RangeError("broken"));
      else controller.close();
    },
  });
  const headers = { "content-type": options.type ?? "text/event-stream", "mcp-session-id": "s" };
  return async () => new Response(body, { status: 200, headers });
}

async function ask(fetch: FetchLike, method = "POST") {
  const more: string[] = [];
  const response = await loneAnswers(fetch, (data) => more.push(data))("http://127.0.0.1/", { method });
  return { response, more, type: response.headers.get("content-type") };
}

describe("an answer that comes as a stream of events", () => {
  it.each([
    ["with a type", event(answer)],
    ["without a type", event(answer, "")],
    ["with other line breaks", event(answer).replaceAll("\n", "\r\n")],
    ["that is an error", event({ jsonrpc: "2.0", id: 1, error: { code: 1, message: "ü" } })],
  ])("is given as JSON when it comes alone: %s", async (_, chunk) => {
    const { response, type } = await ask(answering([chunk]));
    expect([type, response.headers.get("mcp-session-id"), response.ok]).toEqual([
      "application/json",
      "s",
      true,
    ]);
    expect(await response.json()).toEqual(JSON.parse(chunk.slice(chunk.indexOf("{"))));
  });

  it("is given although its stream breaks after it, and what follows is passed on", async () => {
    const { response, more } = await ask(
      answering([event(answer), event(notification).slice(0, 9), event(notification).slice(9)], {
        broken: true,
      }),
    );
    expect(await response.json()).toEqual(answer);
    await new Promise(setImmediate);
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
    const { response, type } = await ask(answering(chunks));
    expect([type, await response.text()]).toEqual(["text/event-stream", chunks.join("")]);
  });

  it("stays a stream that breaks when it breaks before it", async () => {
    const { response } = await ask(answering([], { broken: true }));
    await expect(response.text()).rejects.toThrow("broken");
  });

  it.each([
    ["to a request without a body", "GET", "text/event-stream"],
    ["that is JSON", "POST", "application/json"],
  ])("is left as it is where it is one %s", async (_, method, type) => {
    const { response } = await ask(answering([event(answer)], { type }), method);
    expect([response.headers.get("content-type"), await response.text()]).toEqual([type, event(answer)]);
  });
});
