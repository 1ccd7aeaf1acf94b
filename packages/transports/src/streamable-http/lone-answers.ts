import type { FetchLike } from "@modelcontextprotocol/client";
import { createParser } from "eventsource-parser";
import { mediaType } from "../http/answer.js";

type Read = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>["read"]>>;

/** A stream of events that begins with one that is whole, and has neither an id nor a time for retries. */
const loneEvent = /^(?:event: ?message\r?\n)?data: ?([^\r\n]*)\r?\n\r?\n$/;

/**
 * Makes a `fetch` give the answer to a request as JSON where the server sends it at once and alone, as a stream of one
 * event: most answers are. The SDK would lead each through two transform streams, which takes longer than all else that is
 * done for a call here. Every other stream is left to the SDK, which resumes those that can be.
 *
 * @param more - takes the data of an event that comes after the answer
 */
export function loneAnswers(fetch: FetchLike, more: (data: string) => void): FetchLike {
  return async (url, init) => {
    const response = await fetch(url, init);
    const { ok, body, headers } = response;
    const isStream = mediaType(headers.get("content-type")) === "text/event-stream";
    if (init?.method !== "POST" || !ok || body === null || !isStream) return response;
    const reader = body.getReader();
    const first = reader.read();
    // A stream that breaks has carried a request all the same: whoever reads it finds that out.
    const answer = await first.then(loneAnswer, () => undefined);
    if (answer === undefined) return new Response(goingOn(first, reader), response);
    void passOn(reader, more);
    return jsonAnswer(answer, response);
  };
}

function loneAnswer({ done, value }: Read): object | undefined {
  const [, data] = (done ? null : loneEvent.exec(new TextDecoder().decode(value))) ?? [];
  if (data === undefined) return undefined;
  try {
    const message: unknown = JSON.parse(data);
    const isAnswer =
      typeof message === "object" && message !== null && "id" in message && !("method" in message);
    return isAnswer ? message : undefined;
  } catch {
    return undefined;
  }
}

/** A stream whose first chunk has been asked for. */
function goingOn(
  first: Promise<Read>,
  reader: ReadableStreamDefaultReader<Uint8Array>,
): ReadableStream<Uint8Array> {
  let next: Promise<Read> | undefined = first;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const reading = next ?? reader.read();
      next = undefined;
      const { done, value } = await reading;
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** There should be nothing after the answer. It has been given, so that its stream breaks now means nothing. */
async function passOn(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  more: (data: string) => void,
): Promise<void> {
  try {
    let read = await reader.read();
    if (read.done) return;
    const parser = createParser({ onEvent: ({ data }) => more(data) });
    const decoder = new TextDecoder();
    for (; !read.done; read = await reader.read()) parser.feed(decoder.decode(read.value, { stream: true }));
  } catch {
    // The stream broke, or was ended with its connection.
  }
}

/** An answer whose body was read and parsed. A class of its own would load the `fetch` of Node.js with this module. */
function jsonAnswer(value: object, { status, statusText, headers }: Response): Response {
  const answer = new Response(null, { status, statusText, headers });
  answer.headers.set("content-type", "application/json");
  return Object.assign(answer, { json: async () => value });
}
