import { AsyncLocalStorage } from "node:async_hooks";
import {
  type JSONRPCMessage,
  type JSONRPCNotification,
  type JSONRPCRequest,
  type ReconnectionScheduler,
  type RequestId,
  StreamableHTTPClientTransport,
  type TransportSendOptions,
} from "@modelcontextprotocol/client";
import type { Logger } from "pino";
import type { McpTeamError } from "../errors/index.js";
import { createFetch, type RemoteFetch } from "../http/create-fetch.js";
import { ExchangeEnd } from "../http/exchange-end.js";
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

/** A request that was sent. */
interface Asked {
  readonly id: RequestId;
  /** Ends the exchange that carries it, and those that resume it. */
  readonly end: ExchangeEnd;
  /** Ends the listening to its signal. */
  readonly stopListening: () => void;
}

/**
 * The request whose stream is read: the SDK's transport does not tell over which one a message came, but it reads each
 * stream, and resumes it, in what follows from the sending of its request.
 */
const streamOf = new AsyncLocalStorage<Asked | undefined>();

/** Why an exchange was ended that nobody waits for. Nobody is told. */
const withdrawn = new Error("the request was withdrawn");

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
  /** Called by the SDK in what follows from the sending of the request whose stream has ended. */
  readonly #resumeLater: ReconnectionScheduler = (resume, ...when) => {
    const { end } = streamOf.getStore() ?? {};
    return end?.isEnded ? undefined : this.#retries.schedule(() => end?.isEnded || resume(), ...when);
  };
  readonly #end = new AbortController();
  /** The requests that have no answer yet. */
  readonly #waiting = new ShortLivedMap<RequestId, Asked>();
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
    this.#remote = createFetch(server, {
      takeEvents: loneAnswers((data) => this.#receiveText(data)),
      endOf: () => streamOf.getStore()?.end,
    });
    this.#inner = new StreamableHTTPClientTransport(server.url, {
      fetch: tellingExchanges(this.#remote.fetch, {
        begun: () => this.#watch(true),
        heard: () => this.#silence.heard(),
        ended: () => this.#watch(false),
      }),
      reconnectionScheduler: this.#resumeLater,
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
    if ("method" in message && message.method === "notifications/cancelled")
      return this.#withdraw(message, options);
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
    const { id } = request;
    const forget = () => this.#settle(id);
    const lost = options.onRequestStreamEnd ?? (() => this.onmessage?.(lostAnswer(this.#server, request)));
    const stopListening = () => requestSignal?.removeEventListener("abort", forget);
    const asked: Asked = { id, end: new ExchangeEnd(), stopListening };
    this.#envelope = envelopeOf(request);
    this.#waiting.set(id, asked);
    requestSignal?.addEventListener("abort", forget, { once: true });
    try {
      const onRequestStreamEnd = () => forget() && lost();
      await streamOf.run(asked, () => this.#inner.send(request, { ...options, onRequestStreamEnd }));
    } catch (error) {
      const isWaiting = forget();
      if (asked.end.isEnded) return;
      if (this.#ready && isUnreadable(error)) {
        // Its stream may have told already.
        if (isWaiting) this.onmessage?.(unreadableAnswer(id));
        return;
      }
      throw this.#end.signal.aborted ? this.#end.signal.reason : error;
    }
  }

  /**
   * Ends the exchange of a request as soon as the server knows that nobody waits for it: the server is not to answer it, and
   * need not close its stream. In the modern era the signal of the request has done so already.
   *
   * Source: MCP specification 2025-11-25, cancellation: receivers should not send a response for the cancelled request.
   */
  async #withdraw(cancelled: JSONRPCNotification, options: TransportSendOptions): Promise<void> {
    const asked = this.#settle(cancelled.params?.requestId as RequestId);
    try {
      await this.#tell(cancelled, options);
    } finally {
      asked?.end.end(withdrawn);
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

  /** Nobody waits for an answer any more. @returns the request, if somebody did */
  #settle(id: RequestId): Asked | undefined {
    const asked = this.#waiting.take(id);
    asked?.stopListening();
    return asked;
  }

  #receive(message: JSONRPCMessage): void {
    if (isProbeAnswer(message)) return;
    if (!("method" in message) && message.id !== undefined) this.#settle(message.id);
    const masked = maskMessage(message, (text) => this.#server.secrets.mask(text));
    this.onmessage?.(masked, relatedTo(streamOf.getStore()?.id));
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
    const asked = streamOf.getStore();
    // Nobody waits for what becomes of it.
    if (asked?.end.isEnded) return;
    // Before the handshake is done, it may be no MCP server at all: that is what the error says.
    if (this.#ready && isUnreadable(error) && asked && this.#settle(asked.id)) {
      this.onmessage?.(unreadableAnswer(asked.id));
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
      // The watch may have begun with a request that is withdrawn in the meantime.
      streamOf.run(undefined, () =>
        this.#inner.send(probeRequest(++this.#probes, this.#envelope), { requestSignal }),
      ),
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
    // It may be closed by what came over the stream of a request.
    if (polite) await streamOf.run(undefined, () => endSession(this.#inner));
    // Before anything is aborted, so that the client settles its requests as lost and not as aborted.
    this.onclose?.();
    this.#end.abort(this.#lost ?? notConnected(this.#server));
    await this.#inner.close();
    await this.#remote.close();
    // The requests may go on in another session, with the same signals.
    for (const { stopListening } of this.#waiting.values()) stopListening();
  }
}
