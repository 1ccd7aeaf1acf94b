import { fileURLToPath } from "node:url";
import type { GuardOptions } from "@mcp-team/agent";
import { ConfigurationError, type ConfigurationProblem } from "@mcp-team/transports";
import { z } from "zod";
import { readGuard } from "./guard/guard-variables.js";
import { serviceDefaults, serviceRanges } from "./service-options.js";
import { describeRange, isInRange, type WholeNumberRange } from "./whole-number.js";

/** How the program is set up. */
export interface Settings extends z.infer<typeof settings> {
  /** Who may ask, and how often. */
  readonly guard: GuardOptions;
}

/** Where the program finds its servers when `MCP_SERVERS_FILE` says nothing: the file that comes with it. */
export const defaultServersFile = fileURLToPath(new URL("../config/mcp-servers.json", import.meta.url));

const defaultHost = "127.0.0.1";

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const settings = z.object({
  /** 0 takes a free port. */
  PORT: wholeNumber({ least: 0, most: 65_535 }, 8080),
  HOST: z.string().default(defaultHost),
  MCP_SERVERS_FILE: z.string().default(defaultServersFile),
  /** The names of servers that `/ready` does not ask for. */
  OPTIONAL_SERVERS: z.string().default("").transform(toNames),
  /** The hosts that servers may have; all where it is empty. */
  EGRESS_ALLOWED_HOSTS: z.string().default("").transform(toNames),
  /** The networks besides the public one that servers may be in. */
  EGRESS_PRIVATE_NETWORKS: z.string().default("").transform(toNames),
  /** Whether servers have to be asked by https; where it is not set, NODE_ENV decides. */
  EGRESS_HTTPS_ONLY: z
    .enum(["true", "false"], { error: mustBe("true or false") })
    .transform((text) => text === "true")
    .optional(),
  /** `provider:model`. */
  MODEL: z
    .string()
    .regex(/^[^\s:]+:\S+$/, { error: mustBe('a "provider:model" such as "openai:gpt-4o-mini"') })
    .default("openai:gpt-4o-mini"),
  BODY_LIMIT_BYTES: wholeNumber(serviceRanges.bodyLimitBytes, serviceDefaults.bodyLimitBytes),
  RUN_TIMEOUT_MS: wholeNumber(serviceRanges.runTimeoutMs, serviceDefaults.runTimeoutMs),
  DRAIN_TIMEOUT_MS: wholeNumber(serviceRanges.drainTimeoutMs, serviceDefaults.drainTimeoutMs),
  LOG_LEVEL: z.enum(logLevels, { error: mustBe(`one of ${logLevels.join(", ")}`) }).default("info"),
});

/**
 * Reads the settings from the environment. A variable that is set and empty counts as not set.
 *
 * @throws ConfigurationError with all that is wrong
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const { data, error } = settings.safeParse(given);
  const problems: ConfigurationProblem[] = (error?.issues ?? []).map(({ path, message }) => ({
    path: path.join("."),
    message,
  }));
  const provider = (data?.MODEL ?? given.MODEL ?? "openai:").split(":", 1)[0];
  if (provider === "openai" && given.OPENAI_API_KEY === undefined) {
    const message =
      "is missing, and the model needs it: set it to your key, or to any text for a server at OPENAI_BASE_URL that asks for none";
    problems.push({ path: "OPENAI_API_KEY", message });
  }
  const { guard, problems: guardProblems } = readGuard(given, given.HOST ?? defaultHost);
  problems.push(...guardProblems);
  if (data === undefined || problems.length > 0) throw new ConfigurationError(problems);
  return { ...data, guard };
}

function wholeNumber(range: WholeNumberRange, otherwise: number) {
  return z
    .string()
    .refine((text) => /^\d+$/.test(text) && isInRange(Number(text), range), {
      error: mustBe(describeRange(range, otherwise)),
    })
    .transform(Number)
    .default(otherwise);
}

function mustBe(expected: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => `must be ${expected}, not ${JSON.stringify(input)}`;
}

function toNames(list: string): string[] {
  return list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
