import type { Logger } from "pino";
import type { Dispatcher } from "undici";

/** Headers for the requests to a server: fixed, or a function that is called for each request. */
export type HeaderSource =
  | Readonly<Record<string, string>>
  | (() => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>);

/** What the remote transports have in common. */
export interface RemoteOptions {
  /** The address of the MCP endpoint. */
  readonly url: string | URL;
  /** The server's name in errors and logs. */
  readonly name?: string;
  /** Headers for each request. Their values are masked in errors and logs. */
  readonly headers?: HeaderSource;
  /**
   * The time that connecting may take, in milliseconds.
   * @default 30_000
   */
  readonly timeoutMs?: number;
  /** Connection pooling, HTTP/2, proxies and certificates, as undici has them. */
  readonly dispatcher?: Dispatcher;
  readonly logger?: Logger;
}

/** A server of the HTTP+SSE transport of MCP 2024-11-05. */
export interface SseOptions extends RemoteOptions {
  /**
   * Sent as headers: `AUTH_TOKEN` becomes `Authorization`, in other names `_` becomes `-`.
   * Source: azcore, `with_mcp_server_sse(env=…)`.
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * How long the stream may be silent before the server is probed, in milliseconds.
   * @default 60_000
   */
  readonly sseReadTimeoutMs?: number;
}

/** A server of the Streamable HTTP transport, of MCP 2025-03-26 and later. */
export interface StreamableHttpOptions extends RemoteOptions {
  /**
   * How long a stream may be silent before the server is probed, in milliseconds.
   * @default 60_000
   */
  readonly sseReadTimeoutMs?: number;
}

export const remoteDefaults = {
  timeoutMs: 30_000,
  sseReadTimeoutMs: 60_000,
} as const;
