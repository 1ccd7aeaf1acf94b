import { isIP } from "node:net";
import { ConfigurationError, type ConfigurationProblem } from "@mcp-team/transports";
import { z } from "zod";
import type { HttpSettings, ServeOptions } from "./serve-options.js";

const hint = "Mend the options of serveTeam().";

const must = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) =>
    `must be ${what}, not ${JSON.stringify(input) ?? typeof input}`,
});
const count = (what: string) =>
  z.custom<number>((value) => Number.isSafeInteger(value) && (value as number) > 0, must(what));
const path = z.custom<string>(
  (value) => typeof value === "string" && /^\/[\w./~-]*$/.test(value),
  must('a path such as "/mcp"'),
);
const names = (what: string) =>
  z.custom<readonly string[]>(
    (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((each) => typeof each === "string" && each !== ""),
    must(what),
  );
const object = z.custom<object>((value) => typeof value === "object" && value !== null, must("an object"));

const common = {
  expose: z.enum(["team", "tools", "both"], must('"team", "tools" or "both"')).optional(),
  drainTimeoutMs: z
    .custom<number>(
      (value) => Number.isFinite(value) && (value as number) >= 0,
      must("a time in milliseconds"),
    )
    .optional(),
  logger: object.optional(),
};

const schemas = {
  stdio: z.strictObject({ transport: z.literal("stdio"), ...common }),
  http: z.strictObject({
    transport: z.literal("http"),
    ...common,
    host: z
      .custom<string>((value) => typeof value === "string" && value !== "", must("an address"))
      .optional(),
    port: z
      .custom<number>(
        (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) < 65_536,
        must("a port from 0 to 65535"),
      )
      .optional(),
    path: path.optional(),
    ssePath: z.union([z.literal(false), path], must('a path such as "/sse", or false')).optional(),
    allowRemote: z.boolean(must("true or false")).optional(),
    allowedHosts: names('host names without ports, such as ["team.example.com"]').optional(),
    allowedOrigins: names('origins, such as ["https://app.example.com"]').optional(),
    maxBodyBytes: count("a number of bytes").optional(),
    maxSessions: count("a number of sessions").optional(),
    sessionIdleMs: count("a time in milliseconds").optional(),
  }),
};

/** @throws ConfigurationError with all that is wrong */
export function checkServeOptions(options: ServeOptions): void {
  const transport: unknown = (options as ServeOptions | undefined)?.transport;
  if (transport !== "stdio" && transport !== "http") {
    const message = `must be "stdio" or "http" (which serves HTTP+SSE, too), not ${JSON.stringify(transport) ?? "undefined"}`;
    throw new ConfigurationError([{ path: "transport", message }], { hint });
  }
  const schema: z.ZodType = schemas[transport];
  const problems = (schema.safeParse(options).error?.issues ?? []).flatMap(toProblems(transport));
  if (problems.length > 0) throw new ConfigurationError(problems, { hint });
}

/** @throws ConfigurationError when other machines could reach the team and nobody said that they may */
export function checkReach({ host, path, ssePath, allowRemote, allowedHosts }: HttpSettings): void {
  const problems: ConfigurationProblem[] = [];
  if (path === ssePath) {
    problems.push({
      path: "ssePath",
      message: `must differ from path (${JSON.stringify(path)}), or be false`,
    });
  }
  if (!isLoopback(host) && !allowRemote) {
    problems.push({
      path: "host",
      message: `is ${JSON.stringify(host)}, which other machines can reach, and nothing checks who they are: say allowRemote: true if you mean it, or listen on "127.0.0.1"`,
    });
  }
  if (!isLoopback(host) && allowRemote && allowedHosts === undefined) {
    problems.push({
      path: "allowedHosts",
      message:
        'is missing: say under which names the team is reached, such as ["team.example.com"], for all others are refused',
    });
  }
  if (problems.length > 0) throw new ConfigurationError(problems, { hint });
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  if (host === "localhost" || host === "::1") return true;
  return isIP(host) === 4 && host.startsWith("127.");
}

function toProblems(transport: string) {
  return (issue: z.core.$ZodIssue): ConfigurationProblem[] =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: key, message: `is not an option of transport "${transport}"` }))
      : [{ path: issue.path.join("."), message: issue.message }];
}
