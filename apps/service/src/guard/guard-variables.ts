import { type GuardOptions, guardDefaults, guardProblems, isLoopback } from "@mcp-team/agent";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { type Environment, readKeys } from "./read-keys.js";

/** Which variable sets which option of the guard. */
const variables: Readonly<Record<string, string>> = {
  "auth.keys": "API_KEYS",
  "auth.jwt.jwksUrl": "JWT_JWKS_URL",
  "auth.jwt.issuer": "JWT_ISSUER",
  "auth.jwt.audience": "JWT_AUDIENCE",
  "auth.jwt.algorithms": "JWT_ALGORITHMS",
  "auth.jwt.requiredScopes": "JWT_SCOPES",
  "auth.jwt.resource": "PUBLIC_URL",
  allowRemote: "ALLOW_REMOTE",
  allowedHosts: "ALLOWED_HOSTS",
  allowedOrigins: "ALLOWED_ORIGINS",
  cors: "CORS",
  allowedIps: "ALLOWED_IPS",
  trustedProxies: "TRUSTED_PROXIES",
  rateLimit: "RATE_LIMIT",
  "rateLimit.requests": "RATE_LIMIT",
  "rateLimit.perMs": "RATE_LIMIT_WINDOW_MS",
  maxConcurrent: "MAX_CONCURRENT",
  maxConcurrentPerCaller: "MAX_CONCURRENT_PER_CALLER",
};

/** What the environment says about who may ask. */
export interface GuardVariables {
  readonly guard: GuardOptions;
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads who may ask, and how often, from the environment. */
export function readGuard(environment: Environment, host: string): GuardVariables {
  const { keys, problems: keyProblems } = readKeys(environment);
  const jwt = jwtOf(environment);
  const { RATE_LIMIT, RATE_LIMIT_WINDOW_MS } = environment;
  const rateLimit = RATE_LIMIT !== undefined && {
    requests: numberOf(RATE_LIMIT),
    perMs: numberOf(RATE_LIMIT_WINDOW_MS) ?? 60_000,
  };
  const guard = withoutUndefined({
    auth: keys || jwt ? withoutUndefined({ keys, jwt }) : undefined,
    allowRemote: flagOf(environment.ALLOW_REMOTE),
    allowedHosts: listOf(environment.ALLOWED_HOSTS),
    allowedOrigins: listOf(environment.ALLOWED_ORIGINS),
    cors: flagOf(environment.CORS),
    allowedIps: listOf(environment.ALLOWED_IPS),
    trustedProxies: listOf(environment.TRUSTED_PROXIES),
    rateLimit: rateLimit || undefined,
    maxConcurrent: numberOf(environment.MAX_CONCURRENT),
    maxConcurrentPerCaller: numberOf(environment.MAX_CONCURRENT_PER_CALLER),
  }) as GuardOptions;
  const found = guardProblems(guard).map(({ path, message }) => ({ path: variables[path] ?? path, message }));
  return {
    guard,
    problems: [...keyProblems, ...found, ...reachProblems(host, guard, keyProblems.length > 0)],
  };
}

/** @param meant - whether there would be keys, were they right */
function reachProblems(host: string, { auth, allowRemote, allowedHosts }: GuardOptions, meant: boolean) {
  const problems: ConfigurationProblem[] = [];
  if (isLoopback(host)) return problems;
  if (!auth && !meant && allowRemote !== true) {
    const message = `is ${JSON.stringify(host)}, which other machines can reach, and nothing checks who they are: set API_KEYS, API_KEYS_FILE or JWT_JWKS_URL; or say ALLOW_REMOTE=true if whoever reaches it may run every tool; or listen on 127.0.0.1`;
    problems.push({ path: "HOST", message });
  } else if (allowedHosts === undefined) {
    const message =
      "is missing: say under which names the service is reached, such as team.example.com, for all others are refused";
    problems.push({ path: "ALLOWED_HOSTS", message });
  }
  return problems;
}

function jwtOf(environment: Environment) {
  const { JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE, JWT_ALGORITHMS, JWT_SCOPES, PUBLIC_URL } = environment;
  if ([JWT_JWKS_URL, JWT_ISSUER, JWT_AUDIENCE].every((value) => value === undefined)) return undefined;
  return withoutUndefined({
    jwksUrl: JWT_JWKS_URL,
    issuer: JWT_ISSUER,
    audience: listOf(JWT_AUDIENCE),
    algorithms: listOf(JWT_ALGORITHMS) ?? guardDefaults.algorithms,
    requiredScopes: listOf(JWT_SCOPES),
    resource: PUBLIC_URL,
  });
}

/** What is no number stays as it is, for the message. */
function numberOf(text: string | undefined): unknown {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : text;
}

function flagOf(text: string | undefined): unknown {
  return { true: true, false: false }[text ?? ""] ?? text;
}

function listOf(text: string | undefined): readonly string[] | undefined {
  return text
    ?.split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;
}
