import type { ConfigurationProblem } from "@mcp-team/transports";
import type { z } from "zod";

/** The longest part of a wrong value that is shown, in characters. */
const longestShown = 60;

/** The message of a field that holds the wrong thing. */
export function mustBe(expected: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) =>
    input === undefined ? `is missing: it must be ${expected}` : `must be ${expected}, not ${shown(input)}`;
}

/** Writes what zod found for a client, one problem for each unknown key. */
export function problemsOf({ issues }: z.ZodError): ConfigurationProblem[] {
  return issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return [{ path: writePath(issue.path), message: issue.message }];
    return issue.keys.map((key) => ({
      path: writePath([...issue.path, key]),
      message: "is not known here: remove it",
    }));
  });
}

/** `["messages", 0, "role"]` becomes `messages[0].role`. */
function writePath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "body";
  return path.map((key, index) => writeKey(key, index === 0)).join("");
}

function writeKey(key: PropertyKey, first: boolean): string {
  if (typeof key === "number") return `[${key}]`;
  return first ? String(key) : `.${String(key)}`;
}

function shown(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > longestShown ? `${json.slice(0, longestShown)}…` : json;
}
