import type { TransportKind } from "@mcp-team/transports";
import type { PartProblem } from "../problems/problem.js";
import { problemsOf } from "../problems/problems-of.js";
import { showValue } from "../problems/show-value.js";
import { suggest } from "../problems/suggest.js";
import {
  completeRemoteServer,
  httpServer,
  httpServerOptions,
  sseServer,
  sseServerOptions,
} from "./remote-server.js";
import type { ServerConfig } from "./server-config.js";
import type { ServerDraft } from "./server-draft.js";
import type { ServerDefaults } from "./server-options.js";
import { completeStdioServer, stdioServer, stdioServerOptions } from "./stdio-server.js";

/** A draft after its own checks: complete but for its name, or with problems. */
export interface ParsedDraft {
  readonly problems: readonly PartProblem[];
  readonly complete?: (name: string, defaults: ServerDefaults) => ServerConfig;
}

/** Checks a server on its own, without regard to the other ones. */
export function parseDraft(draft: ServerDraft): ParsedDraft {
  const kind = draft.kind ?? kindOf(draft.value);
  if (typeof kind !== "string") return { problems: firstOfEachPath([...draft.problems, kind]) };
  const parsed = parsers[kind](draft.value);
  return { ...parsed, problems: firstOfEachPath([...draft.problems, ...parsed.problems]) };
}

const parsers: Record<TransportKind, (value: unknown) => ParsedDraft> = {
  stdio(value) {
    const { data, error } = stdioServer.safeParse(value);
    if (error !== undefined) return { problems: problemsOf(error, stdioServerOptions) };
    return { problems: [], complete: (name, defaults) => completeStdioServer(data, name, defaults) };
  },
  sse(value) {
    const { data, error } = sseServer.safeParse(value);
    if (error !== undefined) return { problems: problemsOf(error, sseServerOptions) };
    return { problems: [], complete: (name, defaults) => completeRemoteServer("sse", data, name, defaults) };
  },
  http(value) {
    const { data, error } = httpServer.safeParse(value);
    if (error !== undefined) return { problems: problemsOf(error, httpServerOptions) };
    return { problems: [], complete: (name, defaults) => completeRemoteServer("http", data, name, defaults) };
  },
};

/** The kind that the options ask for, or what is wrong with them. */
function kindOf(value: unknown): TransportKind | PartProblem {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return {
      path: [],
      message: `must be a command or an object such as { command: "node", args: ["server.js"] }, not ${showValue(value)}`,
    };
  }
  const { transport, command, url } = value as Record<string, unknown>;
  if (transport !== undefined) return knownKind(transport);
  if (command !== undefined && url !== undefined) {
    return {
      path: [],
      message: "has a command and a url: a server is local or remote, so remove one of them",
    };
  }
  if (command === undefined && url === undefined) {
    return {
      path: [],
      message: "has neither a command nor a url: give a command to start, or the address of a server",
    };
  }
  return command === undefined ? "http" : "stdio";
}

function knownKind(transport: unknown): TransportKind | PartProblem {
  const kinds: readonly TransportKind[] = ["stdio", "sse", "http"];
  const known = kinds.find((kind) => kind === transport);
  if (known !== undefined) return known;
  const nearest = typeof transport === "string" ? nearestKind(transport, kinds) : undefined;
  const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
  return {
    path: ["transport"],
    message: `must be "stdio", "sse" or "http", not ${showValue(transport)}${hint}`,
  };
}

function nearestKind(transport: string, kinds: readonly TransportKind[]): string | undefined {
  // What other libraries call it: "streamable-http", "streamableHttp".
  return /^streamable/i.test(transport) ? "http" : suggest(transport, kinds);
}

/** What is wrong with one option is said once: the first reason is the cause of the others. */
function firstOfEachPath(problems: readonly PartProblem[]): PartProblem[] {
  const byPath = new Map<string, PartProblem>();
  for (const problem of problems) {
    const key = JSON.stringify(problem.path);
    if (!byPath.has(key)) byPath.set(key, problem);
  }
  return [...byPath.values()];
}
