import type { FetchLike } from "@modelcontextprotocol/client";
import type { Dispatcher } from "undici";
import { authorized } from "../auth/authorized.js";
import { type Answer, answerOf } from "./answer.js";
import { plainFetch } from "./plain-fetch.js";
import { readExcerpt } from "./read-excerpt.js";
import type { RemoteServer } from "./remote-server.js";

/**
 * How much of an error's body is kept, for the SDK reads JSON-RPC errors from it, and how long it may take.
 */
const errorBodyLimit = { bytes: 1024 ** 2, ms: 5_000 };

type RequestInit = NonNullable<Parameters<FetchLike>[1]>;

/** The requests of one transport. */
export interface RemoteFetch {
  /**
   * `fetch` with the server's headers and dispatcher. The body of a failure comes with its secrets masked.
   */
  readonly fetch: FetchLike;
  /** The last answer with this status. */
  lastAnswer(status: number): Answer | undefined;
  /** Closes every socket that is not the caller's own. */
  close(): Promise<void>;
}

/**
 * Makes the `fetch` of one transport.
 *
 * @param given - the caller's dispatcher, which stays open; without one the transport gets an agent of its own
 */
export function createFetch(server: RemoteServer, given: Dispatcher | undefined): RemoteFetch {
  // Loaded with the first remote server: a team without one starts faster.
  const loading = import("undici");
  const agent = loading.then(({ Agent }) => given ?? new Agent({ connect: { timeout: server.timeoutMs } }));
  const answers = new Map<number, Answer>();
  const dispatch = async (url: URL, init: RequestInit): Promise<Response> => {
    const [undici, dispatcher] = await Promise.all([loading, agent]);
    const { headers, ...rest } = init;
    return plainFetch(undici, dispatcher, url, {
      ...rest,
      headers: Object.fromEntries(new Headers(headers)),
    });
  };
  // What is asked of others, such as authorization servers, goes the same way, and nothing of the server's goes with it.
  const use = { subject: server, fetch: (url: string | URL, init = {}) => dispatch(new URL(url), init) };

  const fetch: FetchLike = async (url, init = {}) => {
    const target = new URL(url);
    const response = await authorized(server.credentials, use, init, (own) => {
      // What the protocol needs stands above what the caller wants.
      const headers = { ...Object.fromEntries(own), ...Object.fromEntries(new Headers(init.headers)) };
      return dispatch(target, { ...init, headers });
    });
    const method = init.method ?? "GET";
    if (response.ok) {
      answers.set(response.status, answerOf(response, method));
      return response;
    }
    const body = server.secrets.mask(await readExcerpt(response.body, errorBodyLimit));
    answers.set(response.status, answerOf(response, method, body));
    return withBody(response, server.secrets.mask(response.statusText), body);
  };

  return {
    fetch,
    lastAnswer: (status) => answers.get(status),
    close: async () => {
      if (given === undefined) await (await agent).destroy();
    },
  };
}

function withBody({ status, headers }: Response, statusText: string, body: string): Response {
  // Some statuses, such as 304, may not have a body, not even an empty one.
  return new Response(body === "" ? null : body, { status, statusText, headers });
}
