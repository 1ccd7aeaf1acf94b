import type { Auth, TlsOptions } from "@mcp-team/transports";
import type { ServerOptions, StdioServerOptions } from "../servers/server-options.js";

/** A server of an `mcpServers` object. What else clients write there (`autoApprove`, …) may stay. */
export interface McpServersEntry
  extends ServerOptions,
    Pick<StdioServerOptions, "limits" | "sandbox" | "instances" | "strategy" | "sticky"> {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** A relative one starts at the folder of the file. */
  readonly cwd?: string;
  /** A list makes replicas. */
  readonly url?: string | readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Who asks the server: `{ "bearer": "${TOKEN}" }`, for example. */
  readonly auth?: Auth;
  /** Certificates and keys: `{ "ca": { "file": "ca.pem" } }`, for example. A relative path starts at the folder of the file. */
  readonly tls?: Omit<TlsOptions, "rejectUnauthorized">;
  /** @default false */
  readonly http2?: boolean;
  /** @default "stdio" with a `command`, "http" with a `url` */
  readonly type?: McpServersTransport;
  /** Another spelling of `type`. */
  readonly transport?: McpServersTransport;
  /** In milliseconds, as `timeoutMs`. */
  readonly timeout?: number;
  /** In milliseconds. @default 60_000 */
  readonly sseReadTimeoutMs?: number;
  /** Leaves the server out. @default false */
  readonly disabled?: boolean;
}

/** How clients spell transports. */
export type McpServersTransport =
  | "stdio"
  | "sse"
  | "http"
  | "streamable-http"
  | "streamableHttp"
  | "streamable_http";

/** The servers by name, as Claude Desktop, Cursor and mcp-use write them, or as VS Code does. */
export type McpServersObject =
  | { readonly mcpServers: Readonly<Record<string, McpServersEntry>> }
  | { readonly servers: Readonly<Record<string, McpServersEntry>>; readonly inputs?: readonly unknown[] };

/** The path or `file:` URL of an `mcpServers` file, or the object itself. */
export type McpServersSource = string | URL | McpServersObject;
