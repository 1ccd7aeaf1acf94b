import type { JSONRPCMessage, TransportSendOptions } from "@modelcontextprotocol/client";
import { AuthenticationError, ConnectionError, type McpTeamError } from "./errors/index.js";
import type { ServerTransport, TransportKind } from "./server-transport.js";

/** How a server of the older transport answers a POST of `initialize`. */
const refusals: readonly (number | undefined)[] = [400, 404, 405];

/**
 * A transport over two: it talks to the first, and when that refuses `initialize`, to the second.
 *
 * A refused `server/discover` changes nothing: a server of 2025 refuses that, too. The SDK's client then
 * sends `initialize`.
 *
 * Source: MCP specification 2025-11-25, transports, backwards compatibility: POST `initialize`, and on 400,
 * 404 or 405 GET the stream of HTTP+SSE.
 *
 * @param primary - not yet started
 * @param openFallback - makes the second transport; called only when it is needed
 */
export function fallingBack(primary: ServerTransport, openFallback: () => ServerTransport): ServerTransport {
  return new FallingBackTransport(primary, openFallback);
}

class FallingBackTransport implements ServerTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ServerTransport["onmessage"];

  readonly #openFallback: () => ServerTransport;
  #current: ServerTransport;
  #decided = false;
  #closed = false;
  #supportedVersions: string[] | undefined;

  constructor(primary: ServerTransport, openFallback: () => ServerTransport) {
    this.#openFallback = openFallback;
    this.#current = primary;
    this.#attach(primary);
  }

  get kind(): TransportKind {
    return this.#current.kind;
  }

  get hasPerRequestStream(): boolean {
    return this.#current.hasPerRequestStream === true;
  }

  get sessionId(): string | undefined {
    return this.#current.sessionId;
  }

  start(): Promise<void> {
    return this.#current.start();
  }

  async send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    const isInitialize = "method" in message && message.method === "initialize";
    if (this.#decided || !isInitialize) return this.#current.send(message, options);
    this.#decided = true;
    const refusal = await this.#tryPrimary(message, options);
    if (refusal) await this.#fallBack(refusal, message);
  }

  setProtocolVersion(version: string): void {
    this.#current.setProtocolVersion?.(version);
  }

  setSupportedProtocolVersions(versions: string[]): void {
    this.#supportedVersions = versions;
    this.#current.setSupportedProtocolVersions?.(versions);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#current.close();
  }

  explain(cause: unknown, phase: "connect" | "call"): McpTeamError {
    return this.#current.explain(cause, phase);
  }

  /** @returns the refusal that asks for the other transport */
  async #tryPrimary(
    message: JSONRPCMessage,
    options?: TransportSendOptions,
  ): Promise<McpTeamError | undefined> {
    const primary = this.#current;
    // What the first transport reports of a refusal is no news when the second one takes its place.
    const held: Error[] = [];
    primary.onerror = (error) => held.push(error);
    try {
      await primary.send(message, options);
    } catch (error) {
      const refusal = primary.explain(error, "connect");
      if (!this.#closed && ConnectionError.isInstance(refusal) && refusals.includes(refusal.status))
        return refusal;
      this.#letGo(primary, held);
      throw error;
    }
    this.#letGo(primary, held);
    return undefined;
  }

  #letGo(primary: ServerTransport, held: readonly Error[]): void {
    this.#attach(primary);
    for (const error of held) this.onerror?.(error);
  }

  async #fallBack(refusal: McpTeamError, message: JSONRPCMessage): Promise<void> {
    const primary = this.#current;
    const fallback = this.#openFallback();
    this.#current = fallback;
    primary.onclose = primary.onerror = primary.onmessage = undefined;
    this.#attach(fallback);
    try {
      await primary.close();
      if (this.#supportedVersions) fallback.setSupportedProtocolVersions?.(this.#supportedVersions);
      await fallback.start();
      await fallback.send(message);
    } catch (error) {
      throw bothFailed(refusal, fallback.explain(error, "connect"));
    }
  }

  #attach(transport: ServerTransport): void {
    transport.onclose = () => this.onclose?.();
    transport.onerror = (error) => this.onerror?.(error);
    transport.onmessage = (message, extra) => this.onmessage?.(message, extra);
  }
}

/** Tells of both attempts. Refused credentials count most: with better ones the second attempt may succeed. */
function bothFailed(first: McpTeamError, second: McpTeamError): McpTeamError {
  const neither = ConnectionError.isInstance(second) && refusals.includes(second.status);
  const hint = neither ? "Check the address: servers often listen at /mcp or /sse." : second.hint;
  const both = `${withoutHint(first)} The older transport was tried then: ${withoutHint(second)}`;
  const message = hint === undefined ? both : `${both} ${hint}`;
  const options = { server: second.server, hint, cause: second, effect: "none" } as const;
  if (AuthenticationError.isInstance(second)) {
    return new AuthenticationError(message, { ...options, status: second.status });
  }
  return new ConnectionError(message, { ...options, status: (first as ConnectionError).status });
}

/** Each of the two advises the other's transport, which is no news here. */
function withoutHint({ message, hint }: McpTeamError): string {
  return hint === undefined ? message : message.replace(hint, "").trim();
}
