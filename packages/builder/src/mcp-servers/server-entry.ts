import type { TransportKind } from "@mcp-team/transports";
import type { PartProblem } from "../problems/problem.js";
import { showUnlessText, showValue } from "../problems/show-value.js";
import type { ServerDraft } from "../servers/server-draft.js";
import { fileProblems } from "./file-rules.js";
import { fillEntry } from "./fill-entry.js";
import type { Environment } from "./fill-variables.js";
import { placeFiles } from "./place-files.js";

/** Every spelling of a transport that clients write. */
const spellings: Readonly<Record<string, TransportKind>> = {
  stdio: "stdio",
  sse: "sse",
  http: "http",
  "streamable-http": "http",
  streamableHttp: "http",
  streamable_http: "http",
};

/** What other clients write that changes nothing about how the server is reached or which tools it has. */
const ofOtherClients = [
  "$schema",
  "alwaysAllow",
  "autoApprove",
  "description",
  "dev",
  "gallery",
  "icon",
  "version",
] as const;

/** A time-out under a second was surely meant in seconds. */
const shortestTimeoutMs = 1_000;

/** What a server of a file is read with. */
export interface EntrySource {
  readonly environment: Environment;
  /** The folder of the file: a relative `cwd` starts there, and so do the files of `tls`. */
  readonly folder?: string;
}

/**
 * Reads one server of an `mcpServers` object into our own words.
 *
 * @returns `undefined` for a server that is switched off
 */
export function readServerEntry(key: string, value: unknown, source: EntrySource): ServerDraft | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const message = `must be an object such as { "command": "node", "args": ["server.js"] }, not ${showUnlessText(value)}`;
    return { key, value: {}, problems: [{ path: [], message }] };
  }
  const { disabled, type, transport, timeout, shell, ...entry } = withoutForeignKeys({ ...value });
  if (disabled === true) return undefined;
  const filled = fillEntry(entry, source.environment);
  const refused = fileProblems({ ...filled.entry, shell });
  const kind = readKind(type, transport);
  const time = readTimeout(timeout, entry);
  return {
    key,
    kind: kind.kind,
    value: { ...placeFiles(filled.entry, source.folder), ...time.options },
    problems: [...refused, ...readDisabled(disabled), ...kind.problems, ...time.problems, ...filled.problems],
  };
}

function withoutForeignKeys(entry: Record<string, unknown>): Record<string, unknown> {
  for (const key of ofOtherClients) delete entry[key];
  return entry;
}

function readDisabled(disabled: unknown): PartProblem[] {
  if (disabled === undefined || typeof disabled === "boolean") return [];
  return [{ path: ["disabled"], message: `must be true or false, not ${showValue(disabled)}` }];
}

function readKind(type: unknown, transport: unknown): { kind?: TransportKind; problems: PartProblem[] } {
  const written = Object.entries({ type, transport }).filter(([, value]) => value !== undefined);
  const kinds = written.map(([, value]) => (typeof value === "string" ? spellings[value] : undefined));
  const problems = written
    .filter((_, index) => kinds[index] === undefined)
    .map(([key, value]) => unknownKind(key, value));
  if (problems.length > 0) return { problems };
  const [kind, other = kind] = kinds;
  if (kind === other) return { ...(kind === undefined ? {} : { kind }), problems };
  const message = `says ${showValue(transport)} and \`type\` says ${showValue(type)}: remove one of them`;
  return { problems: [{ path: ["transport"], message }] };
}

function unknownKind(key: string, value: unknown): PartProblem {
  return {
    path: [key],
    message: `must be "stdio", "sse", "http" or "streamable-http", not ${showValue(value)}`,
  };
}

function readTimeout(
  timeout: unknown,
  { timeoutMs }: Readonly<Record<string, unknown>>,
): {
  options: { timeoutMs?: unknown };
  problems: PartProblem[];
} {
  const path = ["timeout"];
  if (timeout === undefined) return { options: {}, problems: [] };
  if (timeoutMs !== undefined) {
    return {
      options: {},
      problems: [{ path, message: "is the same as `timeoutMs`, which is there too: remove one of them" }],
    };
  }
  if (typeof timeout === "number" && timeout >= shortestTimeoutMs)
    return { options: { timeoutMs: timeout }, problems: [] };
  const seconds =
    typeof timeout === "number" && timeout > 0
      ? `; for ${timeout} seconds write ${timeout * 1_000}, for ${timeout} milliseconds use \`timeoutMs\``
      : "";
  const message = `must be a number of milliseconds, at least ${shortestTimeoutMs}, not ${showValue(timeout)}${seconds}`;
  return { options: {}, problems: [{ path, message }] };
}
