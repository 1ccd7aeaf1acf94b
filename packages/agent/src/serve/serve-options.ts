import type { Logger } from "pino";
import type { Identity } from "./guard/identity.js";
import type { GuardOptions } from "./guard/options.js";

/** What of a team is offered. */
export type Exposure = "team" | "tools" | "both";

/** What all ways of serving a team have. */
export interface CommonServeOptions {
  /**
   * `"team"`: one tool, named after the team, that takes a task in words. `"tools"`: the tools of the team, with the results
   * of MCP servers as they are. `"both"`: all of them. Tools are called by the caller itself, so no approval is asked for.
   * @default "team"
   */
  readonly expose?: Exposure;
  /**
   * Offers the resources and resource templates of the team's servers, in pages of 100; they are read through the team.
   * @default false
   */
  readonly resources?: boolean;
  /** Offers the prompts of the team's servers, in pages of 100. @default false */
  readonly prompts?: boolean;
  /** How long `close()` waits for calls that run, in milliseconds. Then they are aborted. @default 5_000 */
  readonly drainTimeoutMs?: number;
  readonly logger?: Logger;
}

/** Serves a team to the one program that started this one. */
export interface StdioServeOptions extends CommonServeOptions {
  readonly transport: "stdio";
}

/** Serves a team over Streamable HTTP and over HTTP+SSE of 2024-11-05, at one port. */
export interface HttpServeOptions extends CommonServeOptions, GuardOptions {
  readonly transport: "http";
  /**
   * The address to listen on. One that is not loopback needs `auth`, or `allowRemote`, and `allowedHosts`.
   * @default "127.0.0.1"
   */
  readonly host?: string;
  /** 0 takes a free one. @default 0 */
  readonly port?: number;
  /** Where Streamable HTTP is. @default "/mcp" */
  readonly path?: string;
  /** Where the streams of HTTP+SSE are; `false` for none. @default "/sse" */
  readonly ssePath?: string | false;
  /**
   * Makes the `context` of each run from who calls: `runtime.context` of middleware and tools, and what `headers`, `auth`
   * and `env` that are functions of it get. `undefined` stands for a caller that was not asked who it is.
   * @default runs have no context
   */
  readonly context?: (identity: Identity | undefined) => unknown;
  /** The longest request, in bytes. @default 4_194_304 */
  readonly maxBodyBytes?: number;
  /** How long a client may take to send a request, in milliseconds. @default 30_000 */
  readonly requestTimeoutMs?: number;
  /** How long a call may run, in milliseconds. A longer one is aborted. @default no limit */
  readonly callTimeoutMs?: number;
  /** How many sessions of the legacy era there are at most. @default 100 */
  readonly maxSessions?: number;
  /** A session of Streamable HTTP ends when nothing came for so long, in milliseconds. @default 1_800_000 */
  readonly sessionIdleMs?: number;
}

export type ServeOptions = StdioServeOptions | HttpServeOptions;

export const serveDefaults = {
  expose: "team",
  drainTimeoutMs: 5_000,
  host: "127.0.0.1",
  port: 0,
  path: "/mcp",
  ssePath: "/sse",
  maxBodyBytes: 4 * 1024 * 1024,
  requestTimeoutMs: 30_000,
  maxSessions: 100,
  sessionIdleMs: 30 * 60_000,
} as const satisfies Omit<HttpServeOptions, "transport">;

/** What the HTTP side works with: every option that has a default is set. */
export type HttpSettings = HttpServeOptions & Required<Pick<HttpServeOptions, keyof typeof serveDefaults>>;

/** A team that is served. It is not closed with this: whoever built it closes it. */
export interface ServedTeam extends AsyncDisposable {
  /** Resolves when it is served no longer: after `close()`, and over stdio when the client is gone. Never rejects. */
  readonly closed: Promise<void>;
  /** Takes no more calls, lets those that run end for a while, aborts the others, and closes every session. Idempotent. */
  close(): Promise<void>;
}

/** A team that is served over HTTP. */
export interface HttpServedTeam extends ServedTeam {
  /** Where Streamable HTTP is, in both eras. */
  readonly url: string;
  /** Where HTTP+SSE is. */
  readonly sseUrl: string | undefined;
}
