import type { ConfigurationProblem } from "@mcp-team/transports";
import { z } from "zod";
import { isAddressOrRange } from "./address-list.js";
import { hostName } from "./host-name.js";
import { isLoopback } from "./is-loopback.js";
import { count, list, must, text, time, url } from "./option-fields.js";
import type { GuardOptions } from "./options.js";
import { hashOfSetting } from "./static-keys.js";

const asymmetric = /^(?:(?:RS|PS|ES)(?:256|384|512)|EdDSA|Ed25519|ML-DSA-(?:44|65|87))$/;
const hash = /^sha256:/i;

const isSafe = ({ protocol, hostname }: URL) =>
  protocol === "https:" || (protocol === "http:" && isLoopback(hostname.replace(/^\[(.*)\]$/, "$1")));
/** A list whose entries are looked at one by one. @param advice - what each has to be, after what it is not */
const listOf = (what: string, fits: (entry: string) => boolean, advice: string) =>
  list(what).check(({ value, issues }) => {
    for (const entry of value) {
      const message = `holds ${JSON.stringify(entry)}, which is no ${advice}`;
      if (!fits(entry)) issues.push({ code: "custom", input: undefined, message });
    }
  });
const hosts = listOf(
  'host names without ports, such as ["team.example.com"]',
  (entry) => hostName(entry) !== undefined,
  'host name: write each as "team.example.com", without scheme, port, path and "*" (all its ports are meant)',
);
const origins = listOf(
  'origins, such as ["https://app.example.com"]',
  (entry) => (entry.includes("://") ? isOneOrigin(entry) : hostName(entry) !== undefined),
  'origin: write each as "https://app.example.com", or as the host name alone, without "*"',
);
const addresses = list('addresses or ranges, such as ["10.0.0.0/8"]', isAddressOrRange);

const jwt = z.strictObject(
  {
    jwksUrl: url('the address of the keys of the issuer, with "https:" (or on loopback)', isSafe),
    issuer: text('the issuer of the tokens, such as "https://login.example.com"'),
    audience: z.union(
      [text(""), list("")],
      must('the name of this server in the tokens, such as "https://team.example.com/mcp"'),
    ),
    algorithms: list('algorithms with public keys, such as ["RS256", "ES256"]', (each) =>
      asymmetric.test(each),
    ).optional(),
    clockToleranceMs: z
      .custom<number>(
        (value) => Number.isFinite(value) && (value as number) >= 0,
        must("a time in milliseconds"),
      )
      .optional(),
    requiredScopes: list('scopes, such as ["team:use"]', (each) =>
      /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(each),
    ).optional(),
    resource: url(
      'the address of this server, such as "https://team.example.com/mcp"',
      () => true,
    ).optional(),
  },
  must("an object with jwksUrl, issuer and audience"),
);

// What it shows is never a key.
const keys = z
  .custom<Readonly<Record<string, string>>>((value) => isRecord(value), {
    error: () => "must be an object with the keys by the names of their owners, such as { nightly: key }",
  })
  .check(({ value, issues }) => {
    for (const message of keyProblems(value)) issues.push({ code: "custom", input: undefined, message });
  });

const auth = z.strictObject(
  { keys: keys.optional(), jwt: jwt.optional() },
  {
    error: () => "must be { keys }, { jwt } or both",
  },
);

/** The options of a guard, for a schema of all the options of a server. */
export const guardOptionSchemas = {
  auth: auth
    .refine(({ keys, jwt }) => keys !== undefined || jwt !== undefined, {
      error: () => "must be { keys }, { jwt } or both",
    })
    .optional(),
  allowRemote: z.boolean(must("true or false")).optional(),
  allowedHosts: hosts.optional(),
  allowedOrigins: origins.optional(),
  cors: z.boolean(must("true or false")).optional(),
  allowedIps: addresses.optional(),
  trustedProxies: addresses.optional(),
  rateLimit: z
    .strictObject(
      {
        requests: count("a number of requests"),
        perMs: time(1, "60_000").optional(),
      },
      must("an object such as { requests: 10, perMs: 1000 }"),
    )
    .optional(),
  maxConcurrent: count("a number of requests").optional(),
  maxConcurrentPerCaller: count("a number of requests").optional(),
};

/** Finds what is wrong with the options of a guard. */
export function guardProblems(options: GuardOptions): ConfigurationProblem[] {
  return problemsOf(z.strictObject(guardOptionSchemas).safeParse(options).error, "is not an option");
}

/** @param unknown - what is said of an option that there is not; below another option, that one is named instead */
export function problemsOf(error: z.ZodError | undefined, unknown: string): ConfigurationProblem[] {
  return (error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].join("."),
          message: issue.path.length === 0 ? unknown : `is not an option of ${issue.path.join(".")}`,
        }))
      : [{ path: issue.path.join("."), message: issue.message }],
  );
}

/** Who may reach a server, which is not for everybody unless somebody says so. */
export function reachProblems(
  host: string,
  { auth, allowRemote, allowedHosts }: Pick<GuardOptions, "auth" | "allowRemote" | "allowedHosts">,
): ConfigurationProblem[] {
  if (isLoopback(host)) return [];
  const problems: ConfigurationProblem[] = [];
  if (!auth && !allowRemote) {
    const message = `is ${JSON.stringify(host)}, which other machines can reach, and nothing checks who they are: set auth, say allowRemote: true if whoever reaches it may use it, or listen on "127.0.0.1"`;
    problems.push({ path: "host", message });
  }
  if ((auth || allowRemote) && allowedHosts === undefined) {
    const message =
      'is missing: say under which names the team is reached, such as ["team.example.com"], for all others are refused';
    problems.push({ path: "allowedHosts", message });
  }
  return problems;
}

function isOneOrigin(entry: string): boolean {
  return !entry.includes("*") && URL.canParse(entry);
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function* keyProblems(keys: Readonly<Record<string, unknown>>): Generator<string> {
  const seen = new Map<string, string>();
  if (Object.keys(keys).length === 0) yield "must have a key at least";
  for (const [name, key] of Object.entries(keys)) {
    if (!/^[\w.@-]{1,64}$/.test(name))
      yield `has the name ${JSON.stringify(name)}: names are of letters, digits, "_", "-", "." and "@"`;
    if (typeof key !== "string" || !/^[\x21-\x7e]{16,}$/.test(key))
      yield `has a key of ${JSON.stringify(name)} that is too easy to guess: take 16 characters or more, without blanks, such as those of "openssl rand -base64 32"`;
    else if (hash.test(key) && !/^sha256:[0-9a-f]{64}$/i.test(key))
      yield `has a hash of ${JSON.stringify(name)} that is none: it has to be "sha256:" and 64 hexadecimal digits`;
    else {
      const digest = hashOfSetting(key).toString("hex");
      const other = seen.get(digest);
      if (other !== undefined)
        yield `has one key for ${JSON.stringify(other)} and ${JSON.stringify(name)}: nobody could tell them apart`;
      seen.set(digest, name);
    }
  }
}
