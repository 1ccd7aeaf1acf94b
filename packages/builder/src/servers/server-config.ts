import type { ProtocolOption, ToolFilter, ToolTimeouts } from "@mcp-team/agent";
import type {
  Auth,
  NetworkOptions,
  RateLimit,
  ReconnectPolicy,
  RemoteOptions,
  StdioOptions,
  Strategy,
} from "@mcp-team/transports";
import type { ContextFunction } from "../fields/context-function.js";

/** A server after all checks, with every default in its place. */
export type ServerConfig = StdioServerConfig | RemoteServerConfig;

/** An environment, or a function that gives one for each principal. */
export type EnvironmentSource =
  | Readonly<Record<string, string>>
  | ContextFunction<Readonly<Record<string, string>>>;

interface CommonConfig {
  readonly name: string;
  readonly protocol: ProtocolOption;
  /** In milliseconds. */
  readonly timeoutMs: number;
  /** In milliseconds. */
  readonly callTimeoutMs: number;
  /** In milliseconds. */
  readonly maxCallTimeoutMs?: number;
  readonly toolTimeouts?: ToolTimeouts;
  readonly tools?: ToolFilter;
  readonly reconnect: Required<ReconnectPolicy> | false;
  readonly rateLimit?: RateLimit;
  /** Of a server with several replicas. */
  readonly strategy?: Strategy;
  /** Of a server with several replicas. */
  readonly sticky?: boolean;
}

/** A local server after all checks. */
export interface StdioServerConfig
  extends CommonConfig,
    Pick<StdioOptions, "cwd" | "silenceTimeoutMs" | "limits" | "sandbox">,
    Required<Pick<StdioOptions, "maxMessageBytes" | "stderrTailBytes" | "closeGraceMs">> {
  readonly transport: "stdio";
  /** Where there are several. */
  readonly instances?: number;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: EnvironmentSource;
}

/** A remote server after all checks. */
export interface RemoteServerConfig extends CommonConfig, Pick<RemoteOptions, keyof NetworkOptions> {
  readonly transport: "sse" | "http";
  /** The address, or the first of them. */
  readonly url: string;
  /** Where there are several. */
  readonly urls?: readonly string[];
  readonly headers: NonNullable<RemoteOptions["headers"]>;
  readonly auth?: Auth | ContextFunction<Auth>;
  /** Sent as headers, by SSE servers only. */
  readonly env: EnvironmentSource;
  /** In milliseconds. */
  readonly sseReadTimeoutMs: number;
}
