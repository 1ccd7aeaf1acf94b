import { guardProblems } from "@mcp-team/agent";
import { ConfigurationError, type ConfigurationProblem, shown } from "@mcp-team/transports";
import { type ServiceOptions, serviceDefaults, serviceRanges } from "./service-options.js";
import { describeRange, isInRange } from "./whole-number.js";

const hint = "Mend the options of createService().";

/** What Fastify and the guard call of a logger. */
const logMethods = ["fatal", "error", "warn", "info", "debug", "trace", "child"];

/** @throws ConfigurationError with all that is wrong */
export function checkServiceOptions(options: ServiceOptions): void {
  const { logger, context, optionalServers, bodyLimitBytes, runTimeoutMs, drainTimeoutMs, ...guarded } =
    options;
  const problems = [
    ...numberProblems({ bodyLimitBytes, runTimeoutMs, drainTimeoutMs }),
    ...problemWith("logger", logger, isLogger, "a logger of pino, such as pino()"),
    ...problemWith(
      "context",
      context,
      isFunction,
      "a function that makes the context of a run from who asks",
    ),
    ...problemWith("optionalServers", optionalServers, isNames, 'a list of names, such as ["weather"]'),
    ...guardProblems(guarded),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems, { hint });
}

function numberProblems(
  numbers: Readonly<Record<keyof typeof serviceRanges, unknown>>,
): ConfigurationProblem[] {
  return (Object.keys(serviceRanges) as (keyof typeof serviceRanges)[]).flatMap((option) => {
    const range = serviceRanges[option];
    const fits = (value: unknown) => isInRange(value, range);
    return problemWith(option, numbers[option], fits, describeRange(range, serviceDefaults[option]));
  });
}

/** @param expected - in words */
function problemWith(
  path: string,
  value: unknown,
  fits: (value: unknown) => boolean,
  expected: string,
): ConfigurationProblem[] {
  if (value === undefined || fits(value)) return [];
  return [{ path, message: `must be ${expected}, not ${shown(value)}` }];
}

function isLogger(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    logMethods.every((name) => isFunction(value[name as keyof typeof value]))
  );
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}

function isNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
