import { type AnyRemoteOptions, checkRemoteOptions } from "./check-options.js";
import { displayUrl } from "./display-url.js";
import { envHeaders } from "./env-headers.js";
import { decoded, KnownSecrets } from "./known-secrets.js";
import { type HeaderSource, remoteDefaults } from "./options.js";

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
  /** Sent with each request, besides what {@link RemoteServer.headers} gives. */
  readonly fixedHeaders: Readonly<Record<string, string>>;
  readonly headers: HeaderSource;
  readonly timeoutMs: number;
  readonly sseReadTimeoutMs: number;
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
  const fixedHeaders = { ...basicAuthorization(given), ...envHeaders(options.env) };
  secrets.addUrl(given);
  secrets.addHeaders(fixedHeaders);
  const subject = options.name === undefined ? "The server" : `Server "${options.name}"`;
  return {
    kind,
    name: options.name,
    url,
    label: `${subject} at ${displayUrl(url, secrets)}`,
    fixedHeaders,
    headers: options.headers ?? {},
    timeoutMs: options.timeoutMs ?? remoteDefaults.timeoutMs,
    sseReadTimeoutMs: options.sseReadTimeoutMs ?? remoteDefaults.sseReadTimeoutMs,
    secrets,
  };
}

/** `fetch` refuses a URL with a user in it, and quotes the password when it does. */
function basicAuthorization({ username, password }: URL): Record<string, string> {
  if (username === "" && password === "") return {};
  const credentials = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64");
  return { Authorization: `Basic ${credentials}` };
}
