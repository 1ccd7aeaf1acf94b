import type { FetchLike } from "@modelcontextprotocol/client";
import type { Dispatcher } from "undici";
import { ConnectionError, McpTeamError } from "../errors/index.js";
import { type Answer, answerOf } from "./answer.js";
import { headerProblems } from "./check-headers.js";
import { problemsOf } from "./check-options.js";
import { plainFetch } from "./plain-fetch.js";
import { readExcerpt } from "./read-excerpt.js";
import type { RemoteServer } from "./remote-server.js";

/**
 * How much of an error's body is kept, for the SDK reads JSON-RPC errors from it, and how long it may take.
 */
const errorBodyLimit = { bytes: 1024 ** 2, ms: 5_000 };

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
  let fixed: Promise<Record<string, string>> | undefined;
  const ownHeaders = () => {
    if (typeof server.headers === "function") return resolveHeaders(server);
    fixed ??= resolveHeaders(server);
    return fixed;
  };

  const fetch: FetchLike = async (url, init = {}) => {
    const [own, undici, dispatcher] = await Promise.all([ownHeaders(), loading, agent]);
    // What the protocol needs stands above what the caller wants.
    const headers = { ...own, ...Object.fromEntries(new Headers(init.headers)) };
    const response = await plainFetch(undici, dispatcher, new URL(url), { ...init, headers });
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

async function resolveHeaders(server: RemoteServer): Promise<Record<string, string>> {
  const { headers: source, fixedHeaders, secrets, name } = server;
  const headers = typeof source === "function" ? await callSource(server, source) : source;
  const problems = headerProblems(headers, "headers");
  if (problems.length > 0) throw problemsOf(problems, name);
  secrets.addHeaders(headers);
  return mergeHeaders(fixedHeaders, headers);
}

async function callSource(
  { label, name, secrets }: RemoteServer,
  source: Extract<RemoteServer["headers"], () => unknown>,
): Promise<Readonly<Record<string, string>>> {
  try {
    return await source();
  } catch (cause) {
    if (McpTeamError.isInstance(cause)) throw cause;
    const reason = secrets.mask(String((cause as Error | undefined)?.message ?? cause));
    throw new ConnectionError(`${label} was not asked: the function for its \`headers\` failed: ${reason}.`, {
      server: name,
      hint: "Look at the function that was given as `headers`.",
    });
  }
}

/** Names of headers are the same in any case. */
function mergeHeaders(below: Readonly<Record<string, string>>, above: Readonly<Record<string, string>>) {
  const merged = new Headers({ ...below });
  for (const [name, value] of Object.entries(above)) merged.set(name, value);
  return Object.fromEntries(merged);
}
