import type { FetchLike, JSONRPCMessage } from "@modelcontextprotocol/client";
import type { EventSourceMessage } from "eventsource-parser";
import type { Logger } from "pino";
import type { McpTeamError } from "../errors/index.js";
import { createFetch, type RemoteFetch } from "../http/create-fetch.js";
import { explainRemote } from "../http/explain.js";
import { late, notConnected, notJsonRpc, startedTwice, streamEnded, unresponsive } from "../http/failures.js";
import type { SseOptions } from "../http/options.js";
import { isProbeAnswer, probeRequest } from "../http/probe-request.js";
import { type RemoteServer, remoteServer } from "../http/remote-server.js";
import { followingWithinOrigin } from "../http/same-origin.js";
import { SilenceWatch } from "../http/silence-watch.js";
import { withDeadline } from "../http/with-deadline.js";
import { parseMessage } from "../json-rpc/parse-message.js";
import { maskMessage } from "../secrets/mask-message.js";
import type { ServerTransport } from "../server-transport.js";
import { resolveEndpoint } from "./endpoint.js";
import { openEventStream, readEvents } from "./event-stream.js";
import { postMessage } from "./post-message.js";

type State =
  | { readonly kind: "idle" }
  | { readonly kind: "connecting" }
  | { readonly kind: "open"; readonly endpoint: URL }
  | { readonly kind: "closed" };

/**
 * A remote MCP server over the HTTP+SSE transport of old: one stream of events from the server, and a POST
 * for each message to it.
 *
 * It ends with its stream: a server forgets its session then, and only a new handshake makes a new one.
 *
 * Source: MCP specification 2024-11-05, transports, HTTP with SSE.
 *
 * @throws ConfigurationError when the address, a header or a duration cannot be right
 */
export function sse(options: SseOptions): ServerTransport {
  return new SseTransport(remoteServer("sse", options), options);
}

class SseTransport implements ServerTransport {
  readonly kind = "sse";
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ServerTransport["onmessage"];

  readonly #server: RemoteServer;
  readonly #remote: RemoteFetch;
  readonly #fetch: FetchLike;
  readonly #silence: SilenceWatch;
  readonly #logger: Logger | undefined;
  /** Ends the stream and every POST. */
  readonly #end = new AbortController();
  #state: State = { kind: "idle" };
  /** Whether the handshake is done. */
  #ready = false;
  #protocolVersion: string | undefined;
  #probes = 0;
  #probeFailure: unknown;
  #lost: McpTeamError | undefined;
  #released: Promise<void> | undefined;
  #closeReported = false;

  constructor(server: RemoteServer, { logger }: SseOptions) {
    this.#server = server;
    this.#logger = logger;
    this.#remote = createFetch(server);
    this.#fetch = followingWithinOrigin(this.#remote.fetch);
    const answerMs = Math.min(server.timeoutMs, server.sseReadTimeoutMs);
    this.#silence = new SilenceWatch({
      silentMs: server.sseReadTimeoutMs,
      answerMs,
      probe: () => this.#probe(),
      dead: () => this.#lose(unresponsive(server, answerMs, this.#probeFailure)),
    });
  }

  async start(): Promise<void> {
    if (this.#state.kind !== "idle") throw startedTwice(this.#server);
    this.#state = { kind: "connecting" };
    const { timeoutMs } = this.#server;
    const deadline = setTimeout(
      () => this.#end.abort(late(this.#server, "open its stream and name its endpoint", timeoutMs)),
      timeoutMs,
    );
    try {
      await this.#connect();
      this.#end.signal.throwIfAborted();
      this.#logger?.debug({ server: this.#server.name }, "the stream of events is open");
    } catch (error) {
      const explained = this.explain(this.#end.signal.aborted ? this.#end.signal.reason : error, "connect");
      this.#state = { kind: "closed" };
      await this.#release(explained);
      throw explained;
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Resolves when the server has taken the message. */
  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#state.kind !== "open") throw this.#lost ?? notConnected(this.#server);
    // A request has a time limit of its own, and some servers answer its POST only when they have done the
    // work.
    const ms = "method" in message && "id" in message ? undefined : this.#server.timeoutMs;
    try {
      await this.#post(message, this.#state.endpoint, ms);
    } catch (error) {
      throw this.explain(error, this.#ready ? "call" : "connect");
    }
    if (!("method" in message) || message.method !== "notifications/initialized") return;
    // Before this the server does not have to answer a ping.
    this.#ready = true;
    this.#silence.start();
  }

  setProtocolVersion(version: string): void {
    this.#protocolVersion = version;
  }

  async close(): Promise<void> {
    this.#state = { kind: "closed" };
    // First of all, so that the client settles its requests as lost before their POSTs fail as aborted.
    this.#reportClose();
    await this.#release(notConnected(this.#server));
  }

  explain(cause: unknown, phase: "connect" | "call"): McpTeamError {
    const { lastAnswer } = this.#remote;
    return explainRemote(this.#server, cause, { phase, lastAnswer, lost: this.#lost });
  }

  /** Opens the stream, and reads it from then on. Resolves when it has named its endpoint. */
  async #connect(): Promise<void> {
    const body = await openEventStream(this.#server, this.#fetch, this.#end.signal);
    await new Promise<void>((resolve, reject) => {
      const handler = {
        heard: () => this.#silence.heard(),
        event: (event: EventSourceMessage) => {
          if (event.event !== "endpoint") return this.#receive(event);
          if (this.#state.kind !== "connecting") return;
          this.#state = { kind: "open", endpoint: resolveEndpoint(this.#server, event.data) };
          resolve();
        },
      };
      void readEvents(body, handler)
        .then(() => streamEnded(this.#server))
        .catch((error: unknown) => this.explain(error, this.#state.kind === "open" ? "call" : "connect"))
        .then((error) => {
          this.#lose(error);
          reject(error);
        });
    });
  }

  #receive({ event = "message", data }: EventSourceMessage): void {
    if (event !== "message" || data === "") return;
    const message = parseMessage(data);
    if (message === undefined) {
      const skipped = notJsonRpc(this.#server, data);
      this.#logger?.warn({ server: this.#server.name }, skipped.message);
      this.onerror?.(skipped);
      return;
    }
    if (isProbeAnswer(message)) return;
    try {
      this.onmessage?.(maskMessage(message, (text) => this.#server.secrets.mask(text)));
    } catch (error) {
      // The fault of the listener is not that of the stream.
      this.onerror?.(error as Error);
    }
  }

  async #post(message: JSONRPCMessage, endpoint: URL, ms: number | undefined): Promise<void> {
    const server = this.#server;
    const post = {
      endpoint,
      fetch: this.#fetch,
      protocolVersion: this.#protocolVersion,
      connected: this.#ready,
    };
    await withDeadline(
      { ms, signal: this.#end.signal, late: () => late(server, "take a message", server.timeoutMs) },
      (signal) => postMessage(server, message, { ...post, signal }),
    );
  }

  #probe(): void {
    if (this.#state.kind !== "open") return;
    this.#logger?.debug(
      { server: this.#server.name },
      "the stream of events is silent, so the server is asked",
    );
    this.#probeFailure = undefined;
    const ping = probeRequest(++this.#probes, undefined);
    this.#post(ping, this.#state.endpoint, this.#server.timeoutMs).catch((error: unknown) => {
      this.#probeFailure = this.explain(error, "call");
    });
  }

  /** The connection has ended though nobody closed it. */
  #lose(error: McpTeamError): void {
    if (this.#state.kind !== "open") return;
    this.#state = { kind: "closed" };
    this.#lost = error;
    this.onerror?.(error);
    this.#reportClose();
    void this.#release(error);
  }

  #release(reason: Error): Promise<void> {
    this.#silence.stop();
    this.#end.abort(reason);
    this.#released ??= this.#remote.close();
    return this.#released;
  }

  #reportClose(): void {
    if (this.#closeReported) return;
    this.#closeReported = true;
    this.onclose?.();
  }
}
