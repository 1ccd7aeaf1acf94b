import type { Logger } from "pino";
import type { Auth, HeaderSource } from "../auth/options.js";
import type { NetworkOptions } from "./dispatcher/options.js";

/** What the remote transports have in common. */
export interface RemoteOptions extends NetworkOptions {
  /**
   * The address of the MCP endpoint. A user and password in it are sent as Basic credentials. They and the
   * values of its query are masked in errors and logs.
   */
  readonly url: string | URL;
  /** The server's name in errors and logs. */
  readonly name?: string;
  /**
   * Headers for each request. Those that the protocol needs, such as `Accept`, stand above them. Their values
   * are masked in errors and logs.
   */
  readonly headers?: HeaderSource;
  /**
   * Who asks the server: it stands above `headers`. What it consists of is masked in errors and logs.
   * @default nothing but `headers`
   */
  readonly auth?: Auth;
  /** Handed to the functions that give headers and credentials: for whom the server is asked. */
  readonly context?: unknown;
  /**
   * The time that connecting may take, in milliseconds, and that the server may take for a notification.
   * Other requests have the limits of the client that makes them.
   * @default 30_000
   */
  readonly timeoutMs?: number;
  /** Receives what goes on at `debug`, and events that are no messages at `warn`. */
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
   * How long the stream may be silent before the server is asked for a sign of life, in milliseconds. It has
   * as long again to give one, but no longer than `timeoutMs`; an idle server that answers is not dropped.
   * @default 60_000
   */
  readonly sseReadTimeoutMs?: number;
}

/** A server of the Streamable HTTP transport, of MCP 2025-03-26 and later. */
export interface StreamableHttpOptions extends RemoteOptions {
  /**
   * How long streams and answers may be silent before the server is asked for a sign of life, in
   * milliseconds. It has as long again to give one, but no longer than `timeoutMs`; an idle server that
   * answers is not dropped.
   * @default 60_000
   */
  readonly sseReadTimeoutMs?: number;
}

export const remoteDefaults = {
  timeoutMs: 30_000,
  sseReadTimeoutMs: 60_000,
} as const;
