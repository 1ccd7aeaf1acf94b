import type { Readable } from "node:stream";
import type { FetchLike } from "@modelcontextprotocol/client";
import type { Dispatcher, RequestInit as UndiciRequestInit } from "undici";
import { acceptedEncodings, webBody } from "./web-body.js";

/** What is used of undici, which is loaded late. */
type Undici = Pick<typeof import("undici"), "fetch" | "request">;

/** The answer to a message without one. Nobody reads what else there is. */
const bodiless: ReadonlySet<number> = new Set([202, 204, 205]);

/** undici drops a body that is silent for five minutes. Silence is watched elsewhere, and an idle server is not dropped. */
const withoutTimeouts = { headersTimeout: 0, bodyTimeout: 0 } as const;

/**
 * `fetch` as far as MCP needs it: texts are sent, and what comes back is a `Response`. It goes the short way through
 * undici, which takes a fraction of the time: all that a browser has to do for pages from elsewhere is left out.
 *
 * @param headers - with names in lower case
 */
export async function plainFetch(
  { fetch, request }: Undici,
  dispatcher: Dispatcher,
  url: URL,
  {
    headers,
    ...init
  }: Omit<NonNullable<Parameters<FetchLike>[1]>, "headers"> & {
    readonly headers: Readonly<Record<string, string>>;
  },
): Promise<Response> {
  const { method = "GET", body, signal, redirect } = init;
  const whole = () => {
    const composed = dispatcher.compose(neverLate);
    // undici declares the types of the web again, alike but not the same.
    const request = {
      ...init,
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
    // undici listens to the signal, which many requests at once may share: a listener of each would look like a leak.
    signal: signal ? AbortSignal.any([signal]) : null,
    dispatcher,
    ...withoutTimeouts,
  });
  const { statusCode: status, statusText } = answer;
  // Where a redirect may lead, and with which headers, is known to the whole `fetch`.
  if (isRedirect(status) && redirect !== "manual") {
    discard(answer.body);
    return whole();
  }
  const response = { status, statusText, headers: toHeaders(answer.headers) };
  if (bodiless.has(status) || status === 304) {
    discard(answer.body);
    return new Response(null, response);
  }
  return new Response(webBody(answer.body, response.headers.get("content-encoding") ?? undefined), response);
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

function toHeaders(received: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(received)) {
    for (const value of [values ?? []].flat()) headers.append(name, value);
  }
  return headers;
}
