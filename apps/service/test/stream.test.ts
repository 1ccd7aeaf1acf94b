import { isDeepStrictEqual } from "node:util";
import { type CallLogEntry, waitFor } from "@mcp-team/testing";
import type { ServiceEvent } from "../src/stream/service-event.js";
import { allEventsOf, eventsOf, invoke, post } from "./support/http.js";
import { type RunningService, runningService } from "./support/running-service.js";

let service: RunningService;

beforeAll(async () => {
  service = await runningService();
});

afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

const stream = (input: string, init?: RequestInit) => post(`${service.url}/stream`, { input }, init);

describe("POST /stream", () => {
  it("tells what happens in the order in which it happens", async () => {
    const response = await stream('call sleep {"ms":40}');
    const events = await allEventsOf(response);

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("x-request-id")).toBeTruthy();
    expect(withoutRepeats(events.map(nameOf))).toEqual([
      "message",
      "tool start",
      "progress",
      "tool end",
      "message",
      "token",
      "message",
      "done",
    ]);
  });

  it("tells which server a tool is on, and how long it took", async () => {
    const events = await allEventsOf(await stream('call sleep {"ms":200}'));

    const [start, end] = events.flatMap(({ event, data }) => (event === "tool" ? [data] : []));
    expect(start).toEqual({
      phase: "start",
      id: expect.any(String),
      tool: "sleep",
      server: "reference",
      arguments: { ms: 200 },
    });
    expect(end).toEqual({
      phase: "end",
      id: start?.id,
      tool: "sleep",
      server: "reference",
      status: "success",
      durationMs: expect.any(Number),
    });
    expect(events.find(({ event }) => event === "progress")?.data).toEqual({
      server: "reference",
      tool: "sleep",
      progress: 0,
      total: 4,
    });
  });

  it("sends tokens that make up the answer", async () => {
    const events = await allEventsOf(await stream("a sentence that is long enough for several tokens"));

    const tokens = events.flatMap(({ event, data }) => (event === "token" ? [data.text] : []));
    expect(tokens.length).toBeGreaterThan(1);
    expect(events.at(-1)).toEqual({
      event: "done",
      data: { answer: tokens.join(""), requestId: expect.any(String) },
    });
  });

  it("tells the ends of parallel calls as they come", async () => {
    const events = await allEventsOf(await stream('call sleep {"ms":300} and call add {"a":1,"b":2}'));

    expect(
      events.flatMap((event) => (event.event === "tool" ? [`${event.data.tool} ${event.data.phase}`] : [])),
    ).toEqual(["sleep start", "add start", "add end", "sleep end"]);
  });

  it("ends with an error event when the model fails", async () => {
    const events = await allEventsOf(await stream("throw"));

    expect(events).toEqual([
      {
        event: "error",
        data: { error: { code: "RUN_FAILED", message: expect.any(String) }, requestId: expect.any(String) },
      },
    ]);
  });

  it("refuses an invalid request with 400, before anything is streamed", async () => {
    const response = await post(`${service.url}/stream`, { messages: [] });

    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { problems: [{ path: "messages" }] } });
  });
});

describe("a client that disconnects", () => {
  it("aborts a streamed run, down to the server", async () => {
    const client = new AbortController();
    const response = await stream('call sleep {"ms":20000}', { signal: client.signal });
    for await (const { event } of eventsOf(response)) if (event === "progress") break;
    client.abort();

    await cancelled(1);
  });

  it("aborts an invoked run, down to the server", async () => {
    const client = new AbortController();
    const answer = invoke(service.url, { input: 'call sleep {"ms":30000}' }, { signal: client.signal });
    const refused = expect(answer).rejects.toThrow("aborted");
    const started = ({ event, input }: CallLogEntry) =>
      event === "start" && isDeepStrictEqual(input, { ms: 30_000 });
    await waitFor(() => service.calls().some(started));
    client.abort();

    await refused;
    await cancelled(2);
  });
});

/** Waits until so many calls were cancelled. */
async function cancelled(count: number): Promise<void> {
  const isCancelled = ({ event }: CallLogEntry) => event === "cancelled";
  await waitFor(() => service.calls().filter(isCancelled).length === count);
}

function nameOf({ event, data }: ServiceEvent): string {
  return event === "tool" ? `tool ${data.phase}` : event;
}

function withoutRepeats(names: readonly string[]): string[] {
  return names.filter((name, index) => name !== names[index - 1]);
}
