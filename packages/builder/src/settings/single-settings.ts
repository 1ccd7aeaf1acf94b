import { isInteropZodObject } from "@langchain/core/utils/types";
import type {
  ConnectionOptions,
  MediaPolicy,
  ResultLimit,
  RootOption,
  SamplingOptions,
  TeamOptions,
  TenantsOptions,
  ToolNaming,
  ToolSelectionOptions,
} from "@mcp-team/agent";
import { logLevels, rootProblems } from "@mcp-team/agent/settings";
import type { ConfigurationProblem } from "@mcp-team/transports";
import type { Logger } from "pino";
import { someText } from "../fields/text.js";
import { type LlmOption, problemWithLlm } from "../model/check-model.js";
import { writePath } from "../problems/path.js";
import type { PartProblem } from "../problems/problem.js";
import { isShort, kindOfValue, showValue } from "../problems/show-value.js";
import { mediaProblems } from "./check-media.js";
import { resultLimitProblems } from "./check-result-limit.js";
import { samplingProblems } from "./check-sampling.js";
import { tenantsProblems } from "./check-tenants.js";
import { toolSelectionProblems } from "./check-tool-selection.js";
import { type ElicitationSetting, elicitationProblems } from "./elicitation-setting.js";

/** The settings that a team has one of. */
export interface SingleSettings {
  llm: LlmOption;
  prompt: string;
  description: string;
  toolNaming: ToolNaming;
  toolSelection: ToolSelectionOptions;
  checkpointer: NonNullable<TeamOptions["checkpointer"]>;
  store: NonNullable<TeamOptions["store"]>;
  responseFormat: NonNullable<TeamOptions["responseFormat"]>;
  roots: readonly RootOption[];
  elicitation: ElicitationSetting;
  contextSchema: NonNullable<TeamOptions["contextSchema"]>;
  sampling: SamplingOptions<LlmOption>;
  logLevel: NonNullable<ConnectionOptions["logLevel"]>;
  resultLimit: ResultLimit;
  media: MediaPolicy;
  tenants: TenantsOptions;
  resourcesAsTools: boolean;
  logger: Logger;
  skipFailedServers: boolean;
  testConnectionBeforeBuild: boolean;
}

/** What is wrong with a value, or with its parts. */
type Check = (value: unknown) => string | undefined | readonly PartProblem[];

/** What is wrong with a value: `undefined` or no problems, if nothing is. */
const checks: { readonly [K in keyof SingleSettings]: Check } = {
  llm: problemWithLlm,
  prompt: problemWithText,
  description: problemWithText,
  toolNaming: (value) =>
    isOneOf(value, ["collisions", "prefix", "refuse"])
      ? undefined
      : `must be "collisions", "prefix" or "refuse", not ${showValue(value)}`,
  toolSelection: toolSelectionProblems,
  checkpointer: (value) =>
    typeof value === "boolean"
      ? undefined
      : problemWithMethod(value, "getTuple", "a checkpointer of LangGraph, or true"),
  store: (value) => problemWithMethod(value, "search", "a store of LangGraph"),
  responseFormat: (value) =>
    (typeof value === "object" && value !== null) || typeof value === "function"
      ? undefined
      : `must be a zod or JSON schema, not ${showValue(value)}`,
  roots: rootProblems,
  elicitation: elicitationProblems,
  contextSchema: (value) =>
    isInteropZodObject(value)
      ? undefined
      : `must be an object schema of zod, such as z.object({ userId: z.string() }), not ${kindOfValue(value)}`,
  sampling: samplingProblems,
  logLevel: (value) =>
    isOneOf(value, logLevels)
      ? undefined
      : `must be one of ${logLevels.map((level) => `"${level}"`).join(", ")}, not ${showValue(value)}`,
  resultLimit: resultLimitProblems,
  media: mediaProblems,
  tenants: tenantsProblems,
  resourcesAsTools: problemWithFlag,
  logger: (value) => problemWithMethod(value, "child", "a logger of pino"),
  skipFailedServers: problemWithFlag,
  testConnectionBeforeBuild: problemWithFlag,
};

/** Settings that can be made once. A second, different value is a problem instead of winning silently. */
export class SettingsOnce {
  readonly #values: Partial<SingleSettings> = {};
  readonly #problems: ConfigurationProblem[] = [];

  set<K extends keyof SingleSettings>(key: K, value: SingleSettings[K]): void {
    const found = checks[key](value) ?? [];
    const own = typeof found === "string" ? [{ path: [], message: found }] : found;
    const conflict = own.length === 0 ? this.#conflict(key, value) : undefined;
    const problems = conflict === undefined ? own : [{ path: [], message: conflict }];
    if (problems.length === 0) this.#values[key] = value;
    for (const { path, message } of problems) this.#problems.push({ path: writePath(key, path), message });
  }

  get values(): Readonly<Partial<SingleSettings>> {
    return this.#values;
  }

  get problems(): readonly ConfigurationProblem[] {
    return this.#problems;
  }

  /** Whether somebody tried to make a setting, even one with a problem. */
  mentions(key: keyof SingleSettings): boolean {
    return (
      key in this.#values || this.#problems.some(({ path }) => path === key || path.startsWith(`${key}.`))
    );
  }

  #conflict(key: keyof SingleSettings, value: unknown): string | undefined {
    const before = this.#values[key];
    if (before === undefined || Object.is(before, value)) return undefined;
    const both =
      isShort(before) && isShort(value) ? ` (to ${showValue(before)} and ${showValue(value)})` : "";
    return `is set twice${both}: a team has one, so remove one of the calls`;
  }
}

function problemWithText(value: unknown): string | undefined {
  return someText.safeParse(value).error?.issues[0]?.message;
}

function problemWithFlag(value: unknown): string | undefined {
  return typeof value === "boolean" ? undefined : `must be true or false, not ${showValue(value)}`;
}

function problemWithMethod(value: unknown, method: string, expected: string): string | undefined {
  const has = typeof value === "object" && value !== null && method in value;
  return has ? undefined : `must be ${expected}, not ${kindOfValue(value)}`;
}

function isOneOf(value: unknown, known: readonly string[]): boolean {
  return typeof value === "string" && known.includes(value);
}
