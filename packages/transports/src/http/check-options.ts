import { authProblems } from "../auth/auth-problems.js";
import { ConfigurationError, type ConfigurationProblem } from "../errors/index.js";
import { problemsBelow } from "../options/option-problem.js";
import { headerProblems } from "./check-headers.js";
import { dispatcherProblems, proxyProblems, tlsProblems } from "./dispatcher/check-network.js";
import type { NetworkOptions } from "./dispatcher/options.js";
import { egressProblems } from "./egress/check-egress.js";
import { refusalOfTarget } from "./egress/refusals.js";
import { envHeaderName } from "./env-headers.js";
import type { RemoteOptions } from "./options.js";

/** The longest time that a timer can wait, in milliseconds. */
const longestMs = 2 ** 31 - 1;

/** The options of a remote server of either kind. */
export type AnyRemoteOptions = RemoteOptions & {
  readonly env?: Readonly<Record<string, string>>;
  readonly sseReadTimeoutMs?: number;
};

/**
 * Checks what can be checked before anything is sent.
 *
 * @returns the address of the server
 * @throws ConfigurationError with every problem
 */
export function checkRemoteOptions(options: AnyRemoteOptions): URL {
  const { name, url, headers, auth, env = {}, timeoutMs, sseReadTimeoutMs } = options;
  const address = typeof url === "string" ? parseUrl(url) : url;
  const problems = [
    ...urlProblems(address, String(url)),
    ...durationProblems({ timeoutMs, sseReadTimeoutMs }),
    ...(typeof headers === "function" ? [] : headerProblems(headers ?? {}, "headers")),
    ...envProblems(env),
    ...(auth === undefined ? [] : problemsBelow("auth", authProblems(auth))),
    ...networkProblems(options),
  ];
  if (address && problems.length === 0) problems.push(...policyProblems(address, options));
  if (address === undefined || problems.length > 0) throw problemsOf(problems, name);
  return address;
}

/** All problems of one server, each with the path that leads to it. */
export function problemsOf(
  problems: readonly ConfigurationProblem[],
  server: string | undefined,
): ConfigurationError {
  if (server === undefined) return new ConfigurationError(problems);
  return new ConfigurationError(
    problems.map(({ path, message }) => ({ path: `servers.${server}.${path}`, message })),
  );
}

function urlProblems(url: URL | undefined, given: string): ConfigurationProblem[] {
  if (url?.protocol === "http:" || url?.protocol === "https:") return [];
  // What is no web address cannot be taken apart, so whatever could be a secret is cut off.
  const [shown = ""] = given.replace(/[^/]*@/, "").split(/[?#]/);
  return [
    {
      path: "url",
      message: `${JSON.stringify(shown)} is not a web address. Write it with its scheme, such as "https://example.com/sse".`,
    },
  ];
}

function networkProblems(options: NetworkOptions): ConfigurationProblem[] {
  const { tls, proxy, egress } = options;
  return [
    ...problemsBelow("tls", tls === undefined ? [] : tlsProblems(tls)),
    ...problemsBelow("proxy", proxy === undefined ? [] : proxyProblems(proxy)),
    ...problemsBelow("egress", egress === undefined ? [] : egressProblems(egress)),
    ...dispatcherProblems(options).map(({ path: [option], message }) => ({ path: String(option), message })),
  ];
}

/** What the policy refuses at the sight of the address needs no connection to be found. */
function policyProblems(address: URL, { egress }: NetworkOptions): ConfigurationProblem[] {
  const refusal = refusalOfTarget(address, egress);
  return refusal ? [{ path: "url", message: `${address.origin} ${refusal.reason}. ${refusal.hint}` }] : [];
}

/** A problem is reported under the name that the caller knows, which is that of the variable. */
function envProblems(env: Readonly<Record<string, string>>): ConfigurationProblem[] {
  return Object.entries(env).flatMap(([variable, value]) =>
    headerProblems({ [envHeaderName(variable)]: value }, "env").map(({ message }) => ({
      path: `env.${variable}`,
      message,
    })),
  );
}

function durationProblems(durations: Readonly<Record<string, number | undefined>>): ConfigurationProblem[] {
  return Object.entries(durations).flatMap(([path, value]) =>
    value === undefined || (typeof value === "number" && value > 0 && value <= longestMs)
      ? []
      : [
          {
            path,
            message: `${value} is not a duration. Give milliseconds, more than 0 and at most ${longestMs}.`,
          },
        ],
  );
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
