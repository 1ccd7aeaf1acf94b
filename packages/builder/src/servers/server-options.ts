import type { ProtocolOption, ToolFilter, ToolTimeouts } from "@mcp-team/agent";
import type {
  Auth,
  NetworkOptions,
  ProcessLimits,
  RateLimit,
  ReconnectPolicy,
  RemoteOptions,
  Sandbox,
  SseOptions,
  StdioOptions,
  Strategy,
  StreamableHttpOptions,
} from "@mcp-team/transports";

import type { ContextFunction } from "../fields/context-function.js";

/** What can be said about every server. */
export interface ServerOptions {
  /**
   * The server's name in statuses, errors and colliding tool names: letters, digits, `_` and `-`.
   * @default made from the command, the script, the package or the host; unique
   */
  readonly name?: string;
  /**
   * How to speak to the server: `"legacy"` is MCP 2024-10-07 to 2025-11-25, `"modern"` is 2026-07-28.
   * @default "auto"
   */
  readonly protocol?: ProtocolOption;
  /**
   * The time that connecting may take, the MCP handshake included, in milliseconds.
   * @default 10_000 over stdio, 30_000 over SSE and Streamable HTTP, 180_000 where a person may have to log in
   */
  readonly timeoutMs?: number;
  /**
   * The time that a call may take without an answer, in milliseconds. Each progress notification starts it anew.
   * @default 60_000
   */
  readonly callTimeoutMs?: number;
  /**
   * The time that a call may take in all, in milliseconds.
   * @default no limit
   */
  readonly maxCallTimeoutMs?: number;
  /**
   * Other limits for single tools, by patterns of the names that the server gives them: `{ "export_*": 300_000 }`. A number is
   * `callTimeoutMs`; the first pattern that fits counts.
   */
  readonly toolTimeouts?: ToolTimeouts;
  /**
   * Which tools of the server are offered, by patterns of the names that the server gives them: `{ include: ["read_*"] }`,
   * `{ exclude: ["delete_*"] }`. `exclude` has the last word; a list stands for `include`. What is filtered out cannot be called.
   * @default all
   */
  readonly tools?: ToolFilter | readonly string[];
  /**
   * When the line to the server is reopened after it was lost, and when it is given up; `false` leaves it lost.
   * @default { maxAttempts: 10, initialDelayMs: 250, maxDelayMs: 30_000, stableAfterMs: 10_000, maxSends: 6 }
   */
  readonly reconnect?: ReconnectPolicy | false;
  /**
   * How much the server is asked to do: so many calls in any window, so many at once. The others wait in their order, within
   * their own time limits. It takes the place of the team's as a whole; `false` does without it.
   * @default no limit; `perMs` 1_000, `maxQueued` 1_000
   */
  readonly rateLimit?: RateLimit | false;
}

/** How calls are spread over the replicas of a server. */
export interface ReplicaOptions {
  /**
   * Which replica a call goes to: `"least-busy"` is the one with the fewest calls in flight, `"round-robin"` the next in turn,
   * `"first-available"` the first that is ready, in the order of the list.
   * @default "least-busy"
   */
  readonly strategy?: Strategy;
  /**
   * For servers that keep state between calls: all calls go to one replica for as long as it is ready.
   * @default false
   */
  readonly sticky?: boolean;
}

/** What can be said about a local server besides its command. */
export interface StdioServerOptions
  extends ServerOptions,
    ReplicaOptions,
    Pick<StdioOptions, "cwd" | "maxMessageBytes" | "stderrTailBytes" | "silenceTimeoutMs" | "closeGraceMs"> {
  /**
   * The environment, besides what every process needs. With `withTenants()` it may be a function of the run's context, which is called
   * once for each connection: `env: ({ context }) => ({ TOKEN: tokens.get(context.user) })`.
   * @default {}
   */
  readonly env?: NonNullable<StdioOptions["env"]> | ContextFunction<NonNullable<StdioOptions["env"]>>;
  /**
   * How many processes of the server run side by side, as its replicas. A call that one of them loses goes to another, if it can
   * be repeated without harm.
   * @default 1
   */
  readonly instances?: number;
  /**
   * What each process of the server may use, set by `prlimit` (Linux). Completed by the team's; `false` does without those.
   * @default no limits
   */
  readonly limits?: ProcessLimits | false;
  /**
   * What is put before the command: `"bwrap"`, `"firejail"`, or words such as `["docker", "run", "-i", "--rm", "image"]`. The
   * named ones let the server read all files and write to its `cwd` and a `/tmp` of its own; the network is there. `false`
   * does without the team's.
   * @default none
   */
  readonly sandbox?: Sandbox | false;
}

/** A local server: a process that speaks over its standard input and output. */
export interface StdioServer extends StdioServerOptions {
  /** The program, looked up in `PATH`. No shell reads it: arguments go into `args`. */
  readonly command: string;
  /** @default [] */
  readonly args?: readonly string[];
  readonly transport?: "stdio";
  readonly url?: never;
}

/** What can be said about a remote server besides its address. */
export interface HttpServerOptions
  extends ServerOptions,
    ReplicaOptions,
    Pick<RemoteOptions, "headers" | keyof NetworkOptions>,
    Pick<StreamableHttpOptions, "sseReadTimeoutMs"> {
  /**
   * Who asks the server: it stands above `headers`. With `withTenants()` its functions are given the run's context, and it may be a
   * function of that itself, which is called once for each connection: `auth: ({ context }) => ({ oauth: { … } })`.
   * @default nothing but `headers`
   */
  readonly auth?: Auth | ContextFunction<Auth>;
}

/** What can be said about an SSE server besides its address. */
export interface SseServerOptions extends HttpServerOptions {
  /**
   * Sent as headers: `AUTH_TOKEN` becomes `Authorization`, in other names `_` becomes `-`. With `withTenants()` it may be a function of
   * the run's context, which is called once for each connection.
   * Source: azcore, `with_mcp_server_sse(env=…)`.
   */
  readonly env?: NonNullable<SseOptions["env"]> | ContextFunction<NonNullable<SseOptions["env"]>>;
}

/** The address of a server. */
export type ServerUrl = string | URL;

/** A server of the HTTP+SSE transport of MCP 2024-11-05. */
export interface SseServer extends SseServerOptions {
  /** The address of its event stream, or a list of those of its replicas. */
  readonly url: ServerUrl | readonly ServerUrl[];
  readonly transport: "sse";
  readonly command?: never;
}

/** A server of the Streamable HTTP transport, of MCP 2025-03-26 and later. */
export interface HttpServer extends HttpServerOptions {
  /** The address of its MCP endpoint, or a list of those of its replicas. */
  readonly url: ServerUrl | readonly ServerUrl[];
  /**
   * An old server that only knows SSE is fallen back to.
   * @default "http"
   */
  readonly transport?: "http";
  readonly command?: never;
}

/** Settings for all servers that do not have their own. */
export interface ServerDefaults
  extends Pick<
      ServerOptions,
      | "protocol"
      | "timeoutMs"
      | "callTimeoutMs"
      | "maxCallTimeoutMs"
      | "toolTimeouts"
      | "reconnect"
      | "rateLimit"
    >,
    Pick<ReplicaOptions, "strategy">,
    Pick<StdioServerOptions, "limits" | "sandbox">,
    Pick<StreamableHttpOptions, "sseReadTimeoutMs">,
    Omit<NetworkOptions, "dispatcher">,
    Pick<StdioOptions, "maxMessageBytes" | "stderrTailBytes" | "silenceTimeoutMs" | "closeGraceMs"> {}
