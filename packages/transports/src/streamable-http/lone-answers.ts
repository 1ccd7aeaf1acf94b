import type { Readable } from "node:stream";
import { createParser } from "eventsource-parser";
import type { TakeEvents } from "../http/plain-fetch.js";
import { webBody } from "../http/web-body.js";

/** A stream of events that begins with one that is whole, and has neither an id nor a time for retries. */
const loneEvent = /^(?:event: ?message\r?\n)?data: ?([^\r\n]*)\r?\n\r?\n$/;

/**
 * Gives the answer to a request as JSON where the server sends it at once and alone, as a stream of one event: most answers
 * are. The SDK would lead each through two transform streams, which takes longer than all else that is done for a call
 * here. Every other stream is left to the SDK, which resumes those that can be.
 *
 * @param more - takes the data of an event that comes after the answer
 */
export function loneAnswers(more: (data: string) => void): TakeEvents {
  return (body, head) =>
    new Promise((resolve) => {
      const begin = () => {
        body.off("readable", begin).off("error", begin);
        // A stream that breaks has carried a request all the same: whoever reads it finds that out.
        const chunk: Buffer | null = body.read();
        const answer = chunk === null ? undefined : loneAnswer(chunk);
        if (answer === undefined) {
          if (chunk !== null) body.unshift(chunk);
          resolve(new Response(webBody(body), head));
        } else {
          passOn(body, more);
          resolve(jsonAnswer(answer, head));
        }
      };
      // It stays: until the body is read there may be nobody else to take it.
      body.on("error", () => {});
      body.on("readable", begin).on("error", begin);
    });
}

function loneAnswer(chunk: Buffer): object | undefined {
  const [, data] = loneEvent.exec(chunk.toString()) ?? [];
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

/** There should be nothing after the answer. It has been given, so that its stream breaks now means nothing. */
function passOn(body: Readable, more: (data: string) => void): void {
  let read: ((chunk: Buffer) => void) | undefined;
  body.on("data", (chunk: Buffer) => {
    read ??= eventReader(more);
    read(chunk);
  });
  body.resume();
}

function eventReader(more: (data: string) => void): (chunk: Buffer) => void {
  const parser = createParser({ onEvent: ({ data }) => more(data) });
  const decoder = new TextDecoder();
  return (chunk) => parser.feed(decoder.decode(chunk, { stream: true }));
}

/** An answer whose body was read and parsed. A class of its own would load the `fetch` of Node.js with this module. */
function jsonAnswer(value: object, head: ResponseInit): Response {
  const answer = new Response(null, head);
  answer.headers.set("content-type", "application/json");
  return Object.assign(answer, { json: async () => value });
}
