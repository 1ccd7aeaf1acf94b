import type { NetworkOptions } from "@mcp-team/transports";
import { dispatcherProblems } from "@mcp-team/transports/settings";
import { z } from "zod";
import { auth } from "../fields/auth.js";
import { orFunction } from "../fields/context-function.js";
import { duration } from "../fields/duration.js";
import { headerMap, headers } from "../fields/headers.js";
import { mustBe } from "../fields/must-be.js";
import { name } from "../fields/name.js";
import { network } from "../fields/network.js";
import { protocol } from "../fields/protocol.js";
import { rateLimit } from "../fields/rate-limit.js";
import { reconnect } from "../fields/reconnect.js";
import { sticky, strategy } from "../fields/replicas.js";
import { serverUrls } from "../fields/server-url.js";
import { toolFilter } from "../fields/tool-filter.js";
import { toolTimeouts } from "../fields/tool-timeouts.js";
import type { OptionsOf } from "../problems/problems-of.js";
import { completeRateLimit } from "./complete-limits.js";
import { completeLine } from "./complete-line.js";
import { completeNetwork } from "./complete-network.js";
import { completeReplicas } from "./complete-replicas.js";
import { builtInDefaults } from "./default-options.js";
import type { RemoteServerConfig } from "./server-config.js";
import type { ServerDefaults } from "./server-options.js";

const dispatcher = z.custom<object>(
  (value) =>
    typeof value === "object" &&
    value !== null &&
    "dispatch" in value &&
    typeof value.dispatch === "function",
  { error: mustBe("a dispatcher of undici, such as new Agent()") },
);

const common = {
  url: serverUrls,
  headers: headers.default({}),
  auth: orFunction(auth).optional(),
  name: name.optional(),
  protocol: protocol.optional(),
  timeoutMs: duration.optional(),
  callTimeoutMs: duration.optional(),
  maxCallTimeoutMs: duration.optional(),
  toolTimeouts: toolTimeouts.optional(),
  tools: toolFilter.optional(),
  reconnect: reconnect.optional(),
  rateLimit: rateLimit.optional(),
  strategy: strategy.optional(),
  sticky: sticky.optional(),
  sseReadTimeoutMs: duration.optional(),
  tls: network.tls.optional(),
  proxy: network.proxy.optional(),
  http2: network.http2.optional(),
  lookup: network.lookup.optional(),
  egress: network.egress.optional(),
  dispatcher: dispatcher.optional(),
};

/** What a dispatcher excludes. */
const excluded = z.check<object>(({ value, issues }) => {
  for (const { path, message } of dispatcherProblems(value as NetworkOptions))
    issues.push({ code: "custom", input: undefined, path: [...path], message });
});

const shape = { error: mustBe('an object such as { url: "https://api.example.com/mcp" }') };

/** A Streamable HTTP server, as it is written. */
export const httpServer = z
  .strictObject(
    { transport: z.literal("http", { error: mustBe('"http" here') }).optional(), ...common },
    shape,
  )
  .check(excluded);

/** An SSE server, as it is written. */
export const sseServer = z
  .strictObject(
    {
      transport: z.literal("sse", { error: mustBe('"sse" here') }).optional(),
      ...common,
      // azcore: what the environment holds is sent as headers.
      env: orFunction(headerMap).default({}),
    },
    shape,
  )
  .check(excluded);

const foreign = {
  type: "did you mean `transport`?",
  command: "a server with an address has no command; add the local one as a server of its own",
  args: "a server with an address has no arguments",
  cwd: "a server with an address has no working directory",
  authProvider: "did you mean `auth`? It takes the provider as it is",
  bearer: "it belongs into `auth`: write auth: { bearer: … }",
  token: "write it as auth: { bearer: … }",
  apiKey: "it belongs into `auth`: write auth: { apiKey: …, header: … }",
  oauth: "it belongs into `auth`: write auth: { oauth: … }",
  instances: "it starts processes of a local server; replicas of a remote one are listed as its `url`",
  limits: "it belongs to local servers; for a remote one there is `rateLimit`",
  sandbox: "it belongs to local servers",
};

export const httpServerOptions: OptionsOf = {
  what: "a Streamable HTTP server",
  known: Object.keys(httpServer.shape),
  foreign: { ...foreign, env: "a remote server has no environment; did you mean `headers`?" },
};

export const sseServerOptions: OptionsOf = {
  what: "an SSE server",
  known: Object.keys(sseServer.shape),
  foreign,
};

type WrittenRemoteServer = Omit<z.output<typeof sseServer>, "transport" | "env"> &
  Partial<Pick<z.output<typeof sseServer>, "env">>;

/** Puts the defaults in their places. */
export function completeRemoteServer(
  transport: RemoteServerConfig["transport"],
  written: WrittenRemoteServer,
  name: string,
  defaults: ServerDefaults,
): RemoteServerConfig {
  const times = builtInDefaults.remote;
  return {
    name,
    transport,
    url: String(written.url[0]),
    ...(written.url.length > 1 && { urls: written.url }),
    headers: written.headers,
    ...(written.auth && { auth: written.auth }),
    env: written.env ?? {},
    protocol: written.protocol ?? defaults.protocol ?? builtInDefaults.protocol,
    timeoutMs: written.timeoutMs ?? defaults.timeoutMs ?? timeToConnect(written.auth),
    callTimeoutMs: written.callTimeoutMs ?? defaults.callTimeoutMs ?? builtInDefaults.callTimeoutMs,
    ...completeLine(written, defaults),
    ...(written.tools && { tools: written.tools }),
    ...completeRateLimit(written, defaults),
    ...completeReplicas(written.url.length, written, defaults),
    sseReadTimeoutMs: written.sseReadTimeoutMs ?? defaults.sseReadTimeoutMs ?? times.sseReadTimeoutMs,
    ...completeNetwork(written as NetworkOptions, defaults),
  };
}

/** A person needs longer to log in than a server to answer. */
function timeToConnect(auth: RemoteServerConfig["auth"]): number {
  const { remote, loginTimeoutMs } = builtInDefaults;
  return auth && "oauth" in auth ? loginTimeoutMs : remote.timeoutMs;
}
