import type { NetworkOptions } from "@mcp-team/transports";
import { maskArguments, SECRET_MASK } from "@mcp-team/transports/settings";
import { maskUrl } from "../secrets/mask-url.js";
import { type AuthView, maskAuth } from "./mask-auth.js";
import { maskNetwork, type NetworkView } from "./mask-network.js";
import type {
  EnvironmentSource,
  RemoteServerConfig,
  ServerConfig,
  StdioServerConfig,
} from "./server-config.js";

/** A configured server as it may be shown: values of `env` and `headers`, and secrets in the rest, are masked. */
export type ServerView = StdioServerView | RemoteServerView;

/** A configured local server as it may be shown. */
export interface StdioServerView extends Omit<StdioServerConfig, "env"> {
  /** `"asked for each principal"` where a function gives it. */
  readonly env: Readonly<Record<string, string>> | "asked for each principal";
}

/** A configured remote server as it may be shown. */
export interface RemoteServerView
  extends Omit<RemoteServerConfig, "headers" | "auth" | "env" | keyof NetworkOptions>,
    NetworkView {
  /** `"asked for each principal"` where a function gives it. */
  readonly env: StdioServerView["env"];
  /** `"asked for each request"` where a function gives them. */
  readonly headers: Readonly<Record<string, string>> | "asked for each request";
  /** The kind, and what is not secret about it. */
  readonly auth?: AuthView | "asked for each principal";
}

/** Masks the secrets of a server. */
export function maskServer(server: ServerConfig): ServerView {
  if (server.transport === "stdio") {
    const secrets = typeof server.env === "function" ? [] : Object.values(server.env);
    return {
      ...server,
      args: maskArguments(server.args, secrets),
      env: maskEnvironment(server.env),
      ...(Array.isArray(server.sandbox) && { sandbox: maskArguments(server.sandbox, secrets) }),
    };
  }
  const { dispatcher: _, lookup: __, tls, proxy, http2, egress, headers, auth, ...rest } = server;
  return {
    ...rest,
    url: maskUrl(server.url),
    ...(server.urls && { urls: server.urls.map(maskUrl) }),
    headers: typeof headers === "function" ? "asked for each request" : maskValues(headers),
    ...(auth && { auth: typeof auth === "function" ? "asked for each principal" : maskAuth(auth) }),
    env: maskEnvironment(server.env),
    ...maskNetwork({ tls, proxy, http2, egress }),
  };
}

function maskEnvironment(env: EnvironmentSource): StdioServerView["env"] {
  return typeof env === "function" ? "asked for each principal" : maskValues(env);
}

function maskValues(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.keys(values).map((key) => [key, SECRET_MASK]));
}
