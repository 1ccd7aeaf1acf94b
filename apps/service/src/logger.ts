import { maskSecrets } from "@mcp-team/transports";
import { type DestinationStream, type Logger, pino } from "pino";
import type { Settings } from "./settings.js";

const secretName = /key|token|secret|passw|credential|authorization/i;

/**
 * Makes the program's logger, which masks the secrets of its environment in every line: an error of a model's provider may
 * quote the key that it refused.
 *
 * @param others - secrets that are no variables of their own
 * @param destination - default: standard output
 */
export function createLogger(
  level: Settings["LOG_LEVEL"],
  environment: Readonly<Record<string, string | undefined>>,
  others: readonly string[] = [],
  destination: DestinationStream = pino.destination(1),
): Logger {
  const secrets = [...secretsOf(environment), ...others];
  return pino({ level, hooks: { streamWrite: (line) => maskSecrets(line, secrets) } }, destination);
}

/** As they are, and as they are written inside JSON. */
function secretsOf(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(environment).flatMap(([name, value = ""]) =>
    secretName.test(name) ? [value, JSON.stringify(value).slice(1, -1)] : [],
  );
}
