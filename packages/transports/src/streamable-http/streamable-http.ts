import { AsyncLocalStorage } from "node:async_hooks";
import {
  type JSONRPCMessage,
  type JSONRPCRequest,
  type RequestId,
  StreamableHTTPClientTransport,
  type TransportSendOptions,
} from "@modelcontextprotocol/client";
import type { Logger } from "pino";
import type { McpTeamError } from "../errors/index.js";
import { createFetch, type RemoteFetch } from "../http/create-fetch.js";
import { explainRemote } from "../http/explain.js";
import { late, notConnected, startedTwice, unresponsive } from "../http/failures.js";
import { lostAnswer } from "../http/lost-answer.js";
import { tellingExchanges } from "../http/open-exchanges.js";
import type { StreamableHttpOptions } from "../http/options.js";
import { type Envelope, envelopeOf, isProbeAnswer, probeRequest } from "../http/probe-request.js";
import { type RemoteServer, remoteServer } from "../http/remote-server.js";
import { SilenceWatch } from "../http/silence-watch.js";
import { withDeadline } from "../http/with-deadline.js";
import { parseMessage } from "../json-rpc/parse-message.js";
import { relatedTo } from "../related-request.js";
import { maskMessage } from "../secrets/mask-message.js";
import type { ServerTransport } from "../server-transport.js";
import { ShortLivedMap } from "../short-lived-map.js";
import { endSession } from "./end-session.js";
import { loneAnswers } from "./lone-answers.js";
import { RetryTimers } from "./retry-timers.js";
import { explainStreamTrouble } from "./stream-trouble.js";
import { isUnreadable, unreadableAnswer } from "./unreadable-answer.js";

/**
 * The request whose stream is read: the SDK's transport does not tell over which one a message came, but it reads each
 * stream, and resumes it, in what follows from the sending of its request.
 */
const streamOf = new AsyncLocalStorage<RequestId | undefined>();

/**
 * A remote MCP server over the Streamable HTTP transport: each message is a POST, and answers and
 * notifications come as JSON or over streams of events.
 *
 * Sessions, resumption and the headers of the modern era are the SDK's.
 *
 * Source: MCP specification 2025-03-26 and later, transports, Streamable HTTP.
 *
 * @throws ConfigurationError when the address, a header or a duration cannot be right
 */
export function streamableHttp(options: StreamableHttpOptions): ServerTransport {
  return new StreamableHttpTransport(remoteServer("http", options), options);
}

class StreamableHttpTransport implements ServerTransport {
  readonly kind = "http";
  readonly hasPerRequestStream = true;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ServerTransport["onmessage"];

  readonly #server: RemoteServer;
  readonly #remote: RemoteFetch;
  readonly #inner: StreamableHTTPClientTransport;
  readonly #silence: SilenceWatch;
  readonly #logger: Logger | undefined;
  readonly #retries = new RetryTimers();
  readonly #end = new AbortController();
  /** The requests that have no answer yet, each with what ends the listening to its signal. */
  readonly #waiting = new ShortLivedMap<RequestId, () => void>();
  /** The SDK reports some errors twice. */
  readonly #reported = new WeakSet<Error>();
  #state: "idle" | "open" | "closed" = "idle";
  /** Whether the handshake is done. */
  #ready = false;
  #exchanging = false;
  #envelope: Envelope | undefined;
  #probes = 0;
  #probeFailure: unknown;
  #lost: McpTeamError | undefined;
  #closed: Promise<void> | undefined;

  constructor(server: RemoteServer, { logger }: StreamableHttpOptions) {
    this.#server = server;
    this.#logger = logger;
    this.#remote = createFetch(
      server,
      loneAnswers((data) => this.#receiveText(data)),
    );
    this.#inner = new StreamableHTTPClientTransport(server.url, {
      fetch: tellingExchanges(this.#remote.fetch, {
        begun: () => this.#watch(true),
        heard: () => this.#silence.heard(),
        ended: () => this.#watch(false),
      }),
      reconnectionScheduler: this.#retries.schedule,
    });
    this.#inner.onmessage = (message) => this.#receive(message);
    this.#inner.onerror = (error) => this.#report(error);
    const answerMs = Math.min(server.timeoutMs, server.sseReadTimeoutMs);
    this.#silence = new SilenceWatch({
      silentMs: server.sseReadTimeoutMs,
      answerMs,
      probe: () => this.#probe(),
      dead: () => this.#lose(unresponsive(server, answerMs, this.#probeFailure)),
    });
  }

  get sessionId(): string | undefined {
    return this.#inner.sessionId;
  }

  async start(): Promise<void> {
    if (this.#state !== "idle") throw startedTwice(this.#server);
    this.#state = "open";
    await this.#inner.start();
  }

  /**
   * Resolves when the server has taken the message. What the SDK fails with is left as it is: its client
   * judges by it.
   */
  async send(message: JSONRPCMessage, options: TransportSendOptions = {}): Promise<void> {
    if (this.#state !== "open") throw this.#lost ?? notConnected(this.#server);
    if ("method" in message && "id" in message) return this.#ask(message, options);
    if ("method" in message && message.method === "notifications/cancelled") {
      this.#settle(message.params?.requestId as RequestId);
    }
    await this.#tell(message, options);
  }

  setProtocolVersion(version: string): void {
    this.#inner.setProtocolVersion(version);
    // The client calls this when the handshake is done, in either era.
    this.#ready = true;
    this.#watch(this.#exchanging);
  }

  close(): Promise<void> {
    this.#closed ??= this.#shutDown(true);
    return this.#closed;
  }

  explain(cause: unknown, phase: "connect" | "call"): McpTeamError {
    const { lastAnswer } = this.#remote;
    return (
      explainStreamTrouble(this.#server, cause) ??
      explainRemote(this.#server, cause, { phase, lastAnswer, lost: this.#lost })
    );
  }

  async #ask(request: JSONRPCRequest, options: TransportSendOptions): Promise<void> {
    const { requestSignal } = options;
    const forget = () => this.#settle(request.id);
    const lost = options.onRequestStreamEnd ?? (() => this.onmessage?.(lostAnswer(this.#server, request)));
    this.#envelope = envelopeOf(request);
    this.#waiting.set(request.id, () => requestSignal?.removeEventListener("abort", forget));
    requestSignal?.addEventListener("abort", forget, { once: true });
    try {
      const onRequestStreamEnd = () => forget() && lost();
      await streamOf.run(request.id, () => this.#inner.send(request, { ...options, onRequestStreamEnd }));
    } catch (error) {
      const isWaiting = forget();
      if (this.#ready && isUnreadable(error)) {
        // Its stream may have told already.
        if (isWaiting) this.onmessage?.(unreadableAnswer(request.id));
        return;
      }
      throw this.#end.signal.aborted ? this.#end.signal.reason : error;
    }
  }

  /** Notifications and answers have no time limit of their own. */
  async #tell(message: JSONRPCMessage, options: TransportSendOptions): Promise<void> {
    const { timeoutMs } = this.#server;
    const signal = options.requestSignal ?? this.#end.signal;
    await withDeadline(
      { ms: timeoutMs, signal, late: () => late(this.#server, "take a message", timeoutMs) },
      (requestSignal) =>
        // The stream of messages that belong to no request is opened here, maybe in the middle of one.
        streamOf.run(undefined, () => this.#inner.send(message, { ...options, requestSignal })),
    );
  }

  /** Nobody waits for an answer any more. @returns whether somebody did */
  #settle(id: RequestId): boolean {
    const stopListening = this.#waiting.take(id);
    stopListening?.();
    return stopListening !== undefined;
  }

  #receive(message: JSONRPCMessage): void {
    if (isProbeAnswer(message)) return;
    if (!("method" in message) && message.id !== undefined) this.#settle(message.id);
    const masked = maskMessage(message, (text) => this.#server.secrets.mask(text));
    this.onmessage?.(masked, relatedTo(streamOf.getStore()));
  }

  #receiveText(data: string): void {
    const message = parseMessage(data);
    if (message === undefined) return;
    try {
      this.#receive(message);
    } catch (error) {
      // The fault of the listener is not that of the stream.
      this.onerror?.(error as Error);
    }
  }

  #report(error: Error): void {
    const id = streamOf.getStore();
    // Before the handshake is done, it may be no MCP server at all: that is what the error says.
    if (this.#ready && isUnreadable(error) && id !== undefined && this.#settle(id)) {
      this.onmessage?.(unreadableAnswer(id));
      return;
    }
    if (this.#state === "closed" || this.#reported.has(error)) return;
    this.#reported.add(error);
    this.onerror?.(this.explain(error, this.#ready ? "call" : "connect"));
  }

  /** Silence means something only while an answer or a stream is open. */
  #watch(exchanging: boolean): void {
    this.#exchanging = exchanging;
    if (exchanging && this.#ready && this.#state === "open") this.#silence.start();
    else this.#silence.stop();
  }

  #probe(): void {
    this.#logger?.debug({ server: this.#server.name }, "the streams are silent, so the server is asked");
    this.#probeFailure = undefined;
    const { timeoutMs } = this.#server;
    const deadline = {
      ms: timeoutMs,
      signal: this.#end.signal,
      late: () => late(this.#server, "answer", timeoutMs),
    };
    withDeadline(deadline, (requestSignal) =>
      this.#inner.send(probeRequest(++this.#probes, this.#envelope), { requestSignal }),
    ).catch((error: unknown) => {
      this.#probeFailure = this.explain(error, "call");
    });
  }

  #lose(error: McpTeamError): void {
    if (this.#state !== "open") return;
    this.#lost = error;
    this.onerror?.(error);
    this.#closed ??= this.#shutDown(false);
  }

  /** @param polite - whether the server is told; one that does not answer would not hear it */
  async #shutDown(polite: boolean): Promise<void> {
    this.#state = "closed";
    this.#silence.stop();
    this.#retries.stop();
    if (polite) await endSession(this.#inner);
    // Before anything is aborted, so that the client settles its requests as lost and not as aborted.
    this.onclose?.();
    this.#end.abort(this.#lost ?? notConnected(this.#server));
    await this.#inner.close();
    await this.#remote.close();
    // The requests may go on in another session, with the same signals.
    for (const stopListening of this.#waiting.values()) stopListening();
  }
}
