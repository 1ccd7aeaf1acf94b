import type { JSONRPCMessage, TransportSendOptions } from "@modelcontextprotocol/client";
import { ConnectionError } from "../errors/index.js";
import { ForwardingTransport } from "../forwarding.js";
import { type Envelope, envelopeOf, isProbeAnswer, probeRequest } from "../http/probe-request.js";
import { SilenceWatch } from "../http/silence-watch.js";
import type { ServerTransport } from "../server-transport.js";

/** When to ask a silent server for a sign of life. */
export interface ProbeOptions {
  /** How long it may send no message, in milliseconds. */
  readonly silenceTimeoutMs: number;
  /** How long it may take to answer then, in milliseconds. */
  readonly answerMs: number;
  /** The server's name in errors. */
  readonly name?: string;
}

/**
 * A transport that notices a server that hangs: when no message came for a while it is asked with a `ping`, and one that does
 * not answer is closed. A server that is idle, or works on a long call, answers and is left alone.
 *
 * @param inner - not yet started
 */
export function probed(inner: ServerTransport, options: ProbeOptions): ServerTransport {
  return new ProbedTransport(inner, options);
}

class ProbedTransport extends ForwardingTransport {
  readonly #silence: SilenceWatch;
  #envelope: Envelope | undefined;
  #probes = 0;
  #over = false;

  constructor(inner: ServerTransport, options: ProbeOptions) {
    super(inner);
    const { silenceTimeoutMs: silentMs, answerMs } = options;
    this.#silence = new SilenceWatch({
      silentMs,
      answerMs,
      probe: () => this.#probe(),
      dead: () => this.#giveUp(options),
    });
    inner.onmessage = (message, extra) => {
      this.#silence.heard();
      if (!this.#over && !isProbeAnswer(message)) this.onmessage?.(message, extra);
    };
    inner.onclose = () => this.#end();
  }

  override async send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if ("method" in message && "id" in message) this.#envelope = envelopeOf(message) ?? this.#envelope;
    await super.send(message, options);
  }

  /** The client calls this when the handshake is done: before that its own time-out holds. */
  override setProtocolVersion(version: string): void {
    super.setProtocolVersion(version);
    this.#silence.start();
  }

  override async close(): Promise<void> {
    this.#silence.stop();
    await super.close();
  }

  #probe(): void {
    this.#probes += 1;
    // That it cannot be sent shows in the end of the process.
    this.inner.send(probeRequest(this.#probes, this.#envelope)).catch(() => {});
  }

  #giveUp({ name, silenceTimeoutMs, answerMs }: ProbeOptions): void {
    const server = name === undefined ? "The server" : `Server "${name}"`;
    const message =
      `${server} was lost: no message came for ${silenceTimeoutMs} ms (silenceTimeoutMs), ` +
      `and then no answer to a ping within ${answerMs} ms.`;
    const hint = "It hangs: look at its standard error, and at what it was asked last.";
    this.onerror?.(new ConnectionError(message, { server: name, hint, effect: "unknown" }));
    // A process that hangs may take long to end: who waits for its answers need not.
    this.#end();
    this.close().catch((error: Error) => this.onerror?.(error));
  }

  #end(): void {
    this.#silence.stop();
    if (this.#over) return;
    this.#over = true;
    this.onclose?.();
  }
}
