import { readFileSync } from "node:fs";
import type { ConfigurationProblem } from "@mcp-team/transports";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Keys by the names of their owners, and what could not be read. */
export interface ReadKeys {
  readonly keys?: Readonly<Record<string, string>>;
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads keys, `name=key`, from `API_KEYS` (separated by commas) or from the lines of `API_KEYS_FILE`. */
export function readKeys({ API_KEYS, API_KEYS_FILE }: Environment): ReadKeys {
  if (API_KEYS !== undefined && API_KEYS_FILE !== undefined) {
    const message = "is set, and API_KEYS too: set one of them";
    return { problems: [{ path: "API_KEYS_FILE", message }] };
  }
  if (API_KEYS !== undefined) return parse("API_KEYS", API_KEYS.split(","));
  if (API_KEYS_FILE === undefined) return { problems: [] };
  try {
    const lines = readFileSync(API_KEYS_FILE, "utf8").split(/\r?\n/);
    return parse(
      "API_KEYS_FILE",
      lines.map((line) => (line.trimStart().startsWith("#") ? "" : line)),
    );
  } catch (error) {
    const message = `cannot be read: ${(error as Error).message}`;
    return { problems: [{ path: "API_KEYS_FILE", message }] };
  }
}

/** An entry that is wrong is told by its number: what it holds may be a key. */
function parse(path: string, entries: readonly string[]): ReadKeys {
  const keys: [string, string][] = [];
  const problems: ConfigurationProblem[] = [];
  for (const [index, entry] of entries.entries()) {
    if (entry.trim() === "") continue;
    const [, name, key] = /^\s*([^=\s]+)=(\S+)\s*$/.exec(entry) ?? [];
    if (name === undefined || key === undefined)
      problems.push({ path, message: `has an entry ${index + 1} that is no name=key` });
    else if (keys.some(([other]) => other === name))
      problems.push({
        path,
        message: `has two keys of ${JSON.stringify(name)}: give each a name of its own`,
      });
    else keys.push([name, key]);
  }
  return problems.length > 0 ? { problems } : { keys: Object.fromEntries(keys), problems };
}
