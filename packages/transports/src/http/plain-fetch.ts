import { setMaxListeners } from "node:events";
import type { Readable } from "node:stream";
import type { FetchLike } from "@modelcontextprotocol/client";
import type { Dispatcher, RequestInit as UndiciRequestInit } from "undici";
import { mediaType } from "./answer.js";
import type { ExchangeEnd } from "./exchange-end.js";
import { acceptedEncodings, decodedBody, webBody } from "./web-body.js";

/** What is used of undici, which is loaded late. */
type Undici = Pick<typeof import("undici"), "fetch" | "request">;

/** The answer to a message without one. Nobody reads what else there is. */
const bodiless: ReadonlySet<number> = new Set([202, 204, 205]);

/** undici drops a body that is silent for five minutes. Silence is watched elsewhere, and an idle server is not dropped. */
const withoutTimeouts = { headersTimeout: 0, bodyTimeout: 0 } as const;

/** Makes the `Response` to a POST that is answered with a stream of events, before anything of the web is made for it. */
export type TakeEvents = (body: Readable, head: ResponseInit) => Promise<Response>;

/** A request whose headers have names in lower case. */
export type PlainRequest = Omit<NonNullable<Parameters<FetchLike>[1]>, "headers"> & {
  readonly headers: Readonly<Record<string, string>>;
  readonly takeEvents?: TakeEvents | undefined;
  /** Ends the request as its signal does. */
  readonly end?: ExchangeEnd | undefined;
};

/**
 * `fetch` as far as MCP needs it: texts are sent, and what comes back is a `Response`. It goes the short way through
 * undici, which takes a fraction of the time: all that a browser has to do for pages from elsewhere is left out.
 */
export async function plainFetch(
  { fetch, request }: Undici,
  dispatcher: Dispatcher,
  url: URL,
  { headers, takeEvents, end, ...init }: PlainRequest,
): Promise<Response> {
  const { method = "GET", body, signal, redirect } = init;
  const whole = () => {
    const composed = dispatcher.compose(neverLate);
    // undici declares the types of the web again, alike but not the same.
    const request = {
      ...init,
      ...(end && { signal: signal ? AbortSignal.any([signal, end.signal]) : end.signal }),
      headers: { ...headers },
      dispatcher: composed,
    } as unknown as UndiciRequestInit;
    return fetch(url, request) as unknown as Promise<Response>;
  };
  if (body !== undefined && body !== null && typeof body !== "string") return whole();
  const answer = await request(url, {
    method: method as Dispatcher.HttpMethod,
    headers: { accept: "*/*", "accept-encoding": acceptedEncodings, ...headers },
    body: body ?? null,
    signal: end ? end.orBy(shared(signal)) : shared(signal),
    dispatcher,
    ...withoutTimeouts,
  });
  const { statusCode: status, statusText } = answer;
  // Where a redirect may lead, and with which headers, is known to the whole `fetch`.
  if (isRedirect(status) && redirect !== "manual") {
    discard(answer.body);
    return whole();
  }
  const response: ResponseInit = { status, statusText, headers: headersInit(answer.headers) };
  if (bodiless.has(status) || status === 304) {
    discard(answer.body);
    return new Response(null, response);
  }
  const received = decodedBody(answer.body, textOf(answer.headers["content-encoding"]));
  const isStream = mediaType(textOf(answer.headers["content-type"])) === "text/event-stream";
  if (takeEvents && method === "POST" && isStream && status >= 200 && status < 300)
    return takeEvents(received, response);
  return new Response(webBody(received), response);
}

const neverLate: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch({ ...options, ...withoutTimeouts }, handler);

/** Reads a body to its end, so that the socket can be used again; but nobody has to wait for that. */
function discard(body: Readable): void {
  body.on("error", () => {}).resume();
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "object" ? value.join() : value;
}

/** Many requests at once may listen to a signal: their listeners are no leak. */
function shared(signal: AbortSignal | null | undefined): AbortSignal | null {
  if (!signal) return null;
  setMaxListeners(0, signal);
  return signal;
}

function headersInit(received: Readonly<Record<string, string | string[] | undefined>>) {
  const isSimple = Object.values(received).every((value) => typeof value === "string");
  if (isSimple) return received as Readonly<Record<string, string>>;
  return Object.entries(received).flatMap(([name, values = []]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
}
