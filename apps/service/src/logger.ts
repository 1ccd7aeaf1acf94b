import { maskSecrets } from "@mcp-team/transports";
import { type DestinationStream, type Logger, pino } from "pino";
import type { Settings } from "./settings.js";

const secretName = /key|token|secret|passw|credential|authorization/i;

/** Words that only settings have, such as `TOKENIZERS_PARALLELISM=true`: masked, no line could be understood. */
const noSecrets: ReadonlySet<string> = new Set(["true", "false", "null", "undefined"]);

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
  const secrets = [...secretsOf(environment), ...others]
    .filter((value) => !noSecrets.has(value.toLowerCase()))
    .map(asInJson);
  return pino({ level, hooks: { streamWrite: (line) => maskStrings(line, secrets) } }, destination);
}

function secretsOf(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(environment).flatMap(([name, value = ""]) => (secretName.test(name) ? [value] : []));
}

/** As a text is written inside a string of JSON. */
function asInJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Masks what is inside strings alone, so that the line stays JSON, also where a secret is `4096` and so is a number in it. */
function maskStrings(line: string, secrets: readonly string[]): string {
  if (!secrets.some((secret) => line.includes(secret))) return line;
  let masked = "";
  let from = 0;
  let inString = false;
  for (const { 0: found, index } of line.matchAll(/\\.|"/g)) {
    if (found !== '"') continue;
    const part = line.slice(from, index);
    masked += inString ? maskSecrets(part, secrets) : part;
    inString = !inString;
    from = index;
  }
  return masked + line.slice(from);
}
