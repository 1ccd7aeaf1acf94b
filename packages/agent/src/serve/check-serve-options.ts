import { ConfigurationError, type ConfigurationProblem } from "@mcp-team/transports";
import { z } from "zod";
import { guardOptionSchemas, problemsOf, reachProblems } from "./guard/check-guard-options.js";
import { count, must, shownOption, time } from "./guard/option-fields.js";
import type { HttpSettings, ServeOptions } from "./serve-options.js";

const hint = "Mend the options of serveTeam().";

const path = z.custom<string>(
  (value) => typeof value === "string" && /^\/[\w./~-]*$/.test(value),
  must('a path such as "/mcp"'),
);
const logger = z.custom<object>((value) => {
  const { debug, info, warn } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return [debug, info, warn].every((method) => typeof method === "function");
}, must("a logger of pino, with debug(), info() and warn()"));

const common = {
  expose: z.enum(["team", "tools", "both"], must('"team", "tools" or "both"')).optional(),
  drainTimeoutMs: time(0, "5_000").optional(),
  resources: z.boolean(must("true or false")).optional(),
  prompts: z.boolean(must("true or false")).optional(),
  logger: logger.optional(),
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
    ...guardOptionSchemas,
    context: z.custom<object>((value) => typeof value === "function", must("a function")).optional(),
    requestTimeoutMs: count("a time in milliseconds").optional(),
    callTimeoutMs: time(1, "60_000 (without it there is no limit)").optional(),
    maxBodyBytes: count("a number of bytes").optional(),
    maxSessions: count("a number of sessions").optional(),
    sessionIdleMs: time(1, "1_800_000").optional(),
  }),
};

/** @throws ConfigurationError with all that is wrong */
export function checkServeOptions(options: ServeOptions): void {
  const transport: unknown = (options as ServeOptions | undefined)?.transport;
  if (transport !== "stdio" && transport !== "http") {
    const message = `must be "stdio" or "http" (which serves HTTP+SSE, too), not ${shownOption(transport)}`;
    throw new ConfigurationError([{ path: "transport", message }], { hint });
  }
  const schema: z.ZodType = schemas[transport];
  const { error } = schema.safeParse(options);
  const problems = problemsOf(error, `is not an option of transport "${transport}"`);
  if (problems.length > 0) throw new ConfigurationError(problems, { hint });
}

/** @throws ConfigurationError when other machines could reach the team and nobody said that they may */
export function checkReach(settings: HttpSettings): void {
  const { host, path, ssePath } = settings;
  const problems: ConfigurationProblem[] = [];
  if (path === ssePath) {
    const message = `must differ from path (${JSON.stringify(path)}), or be false`;
    problems.push({ path: "ssePath", message });
  }
  problems.push(...reachProblems(host, settings));
  if (problems.length > 0) throw new ConfigurationError(problems, { hint });
}
