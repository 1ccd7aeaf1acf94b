import { basicAuthorization } from "../auth/basic-authorization.js";
import type { Credentials } from "../auth/credentials.js";
import { credentialsOf } from "../auth/credentials-of.js";
import { fixedHeaders } from "../auth/fixed-headers.js";
import { type AnyRemoteOptions, checkRemoteOptions } from "./check-options.js";
import type { NetworkOptions } from "./dispatcher/options.js";
import { displayUrl } from "./display-url.js";
import { envHeaders } from "./env-headers.js";
import { decoded, KnownSecrets } from "./known-secrets.js";
import { remoteDefaults } from "./options.js";

/** The kinds of line to a remote server. */
export type RemoteKind = "sse" | "http";

/** A remote server, as the transports and their error messages know it. */
export interface RemoteServer {
  readonly kind: RemoteKind;
  readonly name: string | undefined;
  /** Without user and password: they are sent as a header. */
  readonly url: URL;
  /** `Server "weather" at https://example.com/sse`: how error messages begin. */
  readonly label: string;
  /** What each request is sent with, those that stand above the others last. */
  readonly credentials: readonly Credentials[];
  readonly timeoutMs: number;
  readonly sseReadTimeoutMs: number;
  readonly network: NetworkOptions;
  readonly secrets: KnownSecrets;
}

/**
 * Takes the options of a remote server apart.
 *
 * @throws ConfigurationError with every problem that can be seen without a request
 */
export function remoteServer(kind: RemoteKind, options: AnyRemoteOptions): RemoteServer {
  const given = checkRemoteOptions(options);
  const url = new URL(given);
  url.username = url.password = url.hash = "";
  const secrets = new KnownSecrets();
  const fixed = { ...headersOfUrl(given), ...envHeaders(options.env) };
  secrets.addUrl(given);
  secrets.addHeaders(fixed);
  const subject = options.name === undefined ? "The server" : `Server "${options.name}"`;
  return {
    kind,
    name: options.name,
    url,
    label: `${subject} at ${displayUrl(url, secrets)}`,
    credentials: [fixedHeaders(fixed), ...credentialsOf(url, options)],
    timeoutMs: options.timeoutMs ?? remoteDefaults.timeoutMs,
    sseReadTimeoutMs: options.sseReadTimeoutMs ?? remoteDefaults.sseReadTimeoutMs,
    network: networkOf(options),
    secrets,
  };
}

function networkOf({ tls, proxy, http2, lookup, egress, dispatcher }: NetworkOptions): NetworkOptions {
  return { tls, proxy, http2, lookup, egress, dispatcher };
}

/** `fetch` refuses a URL with a user in it, and quotes the password when it does. */
function headersOfUrl({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  return { Authorization: basicAuthorization(decoded(username), decoded(password)) };
}
