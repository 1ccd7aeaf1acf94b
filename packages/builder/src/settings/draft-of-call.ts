import type { TransportKind } from "@mcp-team/transports";
import type { PartProblem } from "../problems/problem.js";
import { showUnlessText } from "../problems/show-value.js";
import type { ServerDraft } from "../servers/server-draft.js";

/**
 * Makes a draft of a call that names what matters first: `withMcpServer("node", ["server.js"], { … })`.
 *
 * @param positional - the arguments before the options, by the names of the options that they stand for
 */
export function draftOfCall(
  positional: Readonly<Record<string, unknown>>,
  options: unknown = {},
  kind?: TransportKind,
): ServerDraft {
  const given = Object.fromEntries(Object.entries(positional).filter(([, value]) => value !== undefined));
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const message = `has options that must be an object such as { timeoutMs: 10_000 }, not ${showUnlessText(options)}`;
    return { value: given, kind, problems: [{ path: [], message }] };
  }
  const problems = Object.keys(given)
    .filter((key) => key in options)
    .map(
      (key): PartProblem => ({
        path: [key],
        message: "is given twice: as an argument and among the options",
      }),
    );
  return { value: { ...options, ...given }, kind, problems };
}

/** Makes a draft of a call with one object. */
export function draftOfObject(value: unknown, kind?: TransportKind): ServerDraft {
  return { value, kind, problems: [] };
}
