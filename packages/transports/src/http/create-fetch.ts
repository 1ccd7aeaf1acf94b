import type { FetchLike } from "@modelcontextprotocol/client";
import type { Dispatcher } from "undici";
import { authorized } from "../auth/authorized.js";
import type { CredentialUse } from "../auth/credentials.js";
import { IssuedHeaders } from "../auth/issued-headers.js";
import { McpTeamError } from "../errors/index.js";
import { type Answer, answerOf } from "./answer.js";
import { boundedFetch } from "./bounded-fetch.js";
import { openDispatcher } from "./dispatcher/open-dispatcher.js";
import { refuseTarget } from "./egress/refuse.js";
import { errorChain } from "./error-chain.js";
import type { ExchangeEnd } from "./exchange-end.js";
import { headerRecord } from "./header-record.js";
import { type PlainRequest, plainFetch, type TakeEvents } from "./plain-fetch.js";
import { readExcerpt } from "./read-excerpt.js";
import type { RemoteServer } from "./remote-server.js";
import { followingWithinOrigin } from "./same-origin.js";

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

/** What a transport adds to its requests. */
export interface FetchHooks {
  /** Makes the answers to messages that come as streams of events, where they are not to stay as they are. */
  readonly takeEvents?: TakeEvents;
  /** Gives what ends the request that is made at this moment, besides its signal. */
  readonly endOf?: () => ExchangeEnd | undefined;
}

/** Makes the `fetch` of one transport. */
export function createFetch(server: RemoteServer, { takeEvents, endOf }: FetchHooks = {}): RemoteFetch {
  const given = server.network.dispatcher;
  // Loaded with the first remote server: a team without one starts faster.
  const loading = import("undici");
  const agent = loading.then((undici) => given ?? openDispatcher(undici, server));
  // Who asks is told why there is none.
  agent.catch(() => {});
  const answers = new Map<number, Answer>();
  const dispatch = async (
    url: URL,
    init: PlainRequest,
    dispatcher: Promise<Dispatcher>,
  ): Promise<Response> => {
    // A proxy or a dispatcher of the caller's would not ask the policy.
    const refused = url.origin === server.url.origin ? undefined : refuseTarget(server, url);
    if (refused) throw refused;
    return plainFetch(await loading, await dispatcher, url, init);
  };
  // Others, such as authorization servers, are asked the same way, and nothing of the server's goes with it.
  const withFetch: CredentialUse["withFetch"] = async (work) => {
    const own = given ?? (await openDispatcher(await loading, server));
    // The SDK looks for metadata in several places, and tells of the last one only.
    let refused: unknown;
    const ask: FetchLike = async (url, init = {}) => {
      try {
        const request = { ...init, headers: headerRecord(init.headers) };
        return await dispatch(new URL(url), request, Promise.resolve(own));
      } catch (error) {
        refused ??= errorChain(error).find((each) => McpTeamError.isInstance(each));
        throw error;
      }
    };
    try {
      return await work(boundedFetch(followingWithinOrigin(ask), server.timeoutMs));
    } catch (error) {
      throw refused ?? error;
    } finally {
      if (own !== given) await own.destroy();
    }
  };
  const use = { subject: server, withFetch };
  const issued = new IssuedHeaders(server.secrets);

  const fetch: FetchLike = async (url, init = {}) => {
    const target = url instanceof URL ? url : new URL(url);
    const needed = headerRecord(init.headers);
    const end = endOf?.();
    const response = await authorized(server.credentials, use, init, (own) =>
      // What the protocol needs stands above what the caller wants.
      dispatch(target, { ...init, headers: { ...issued.of(own), ...needed }, takeEvents, end }, agent),
    );
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
      if (given === undefined) await (await agent.catch(() => undefined))?.destroy();
    },
  };
}

function withBody({ status, headers }: Response, statusText: string, body: string): Response {
  // Some statuses, such as 304, may not have a body, not even an empty one.
  return new Response(body === "" ? null : body, { status, statusText, headers });
}
