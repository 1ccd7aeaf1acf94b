import type { FetchLike } from "@modelcontextprotocol/client";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { answerOf, mediaType } from "../http/answer.js";
import { explainAnswer } from "../http/explain-answer.js";
import type { RemoteServer } from "../http/remote-server.js";

/** A stream of events that is open. */
export type EventBody = ReadableStream<Uint8Array>;

/**
 * Asks the server for its stream of events.
 *
 * @throws AuthenticationError or ConnectionError when the answer is no such stream
 */
export async function openEventStream(
  server: RemoteServer,
  fetch: FetchLike,
  signal: AbortSignal,
): Promise<EventBody> {
  const response = await fetch(server.url, { headers: { accept: "text/event-stream" }, signal });
  if (
    response.ok &&
    response.body &&
    mediaType(response.headers.get("content-type")) === "text/event-stream"
  ) {
    return response.body;
  }
  const body = response.ok ? "" : await response.text();
  await response.body?.cancel().catch(() => {});
  throw explainAnswer(server, answerOf(response, "GET", body), { connected: false });
}

/** What is told of a stream while it is read. */
export interface EventHandler {
  /** Bytes arrived, whatever they mean. */
  heard(): void;
  event(event: EventSourceMessage): void;
}

/**
 * Reads a stream to its end. Events may be cut anywhere between its chunks, characters too.
 *
 * @throws the error that broke the stream off
 */
export async function readEvents(body: EventBody, handler: EventHandler): Promise<void> {
  const parser = createParser({ onEvent: (event) => handler.event(event) });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    handler.heard();
    parser.feed(decoder.decode(value, { stream: true }));
  }
}
