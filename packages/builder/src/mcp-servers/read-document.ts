import type { OptionPath } from "../problems/path.js";
import type { PartProblem } from "../problems/problem.js";
import { unknownOption } from "../problems/problems-of.js";
import { showUnlessText } from "../problems/show-value.js";
import { suggest } from "../problems/suggest.js";
import type { ServerDraft } from "../servers/server-draft.js";
import { type EntrySource, readServerEntry } from "./server-entry.js";

/** Settings that Claude Desktop, VS Code and others keep beside the servers. They say nothing about them. */
const ofOtherPrograms = new Set([
  "$schema",
  "globalShortcut",
  "inputs",
  "isUsingBuiltInNodeForMcp",
  "locale",
  "preferences",
  "scale",
  "userThemeMode",
  "version",
]);

/** Where the servers of a document are: under `mcpServers`, or under `servers` as VS Code writes them. */
const serverKeys = ["mcpServers", "servers"] as const;

/** What a document is read with. */
export interface DocumentSource extends EntrySource {
  /** Says where in the file a part of the document is written. */
  readonly locate?: (path: OptionPath) => string;
}

/** The servers of a document, and what is wrong with the document itself. */
export interface ReadDocument {
  readonly drafts: readonly ServerDraft[];
  readonly problems: readonly PartProblem[];
}

/** Reads the object of an `mcpServers` file. */
export function readDocument(document: unknown, source: DocumentSource): ReadDocument {
  if (!isObject(document))
    return failed([], `must be an object with \`mcpServers\`, not ${showUnlessText(document)}`);
  const present = serverKeys.filter((key) => document[key] !== undefined);
  const unknown = Object.keys(document).filter((key) => !ofOtherPrograms.has(key) && !isServerKey(key));
  if (present.length === 0 && !unknown.some((key) => suggest(key, serverKeys))) {
    return failed(
      [],
      'has no `mcpServers`: write the servers as { "mcpServers": { "files": { "command": … } } }',
    );
  }
  const read = present.map((key) => readServers(key, document[key], source));
  const problems = unknown.map((key) => ({
    path: [key],
    message: unknownOption(key, { what: "an mcpServers file", known: serverKeys }),
  }));
  return {
    drafts: read.flatMap(({ drafts }) => drafts),
    problems: [...problems, ...read.flatMap((part) => part.problems)],
  };
}

function readServers(key: string, servers: unknown, source: DocumentSource): ReadDocument {
  if (!isObject(servers))
    return failed([key], `must be an object of servers by name, not ${showUnlessText(servers)}`);
  const { locate } = source;
  const drafts = Object.entries(servers).flatMap(([name, value]): ServerDraft[] => {
    const draft = readServerEntry(name, value, source);
    if (draft === undefined) return [];
    return [locate === undefined ? draft : { ...draft, locate: (path) => locate([key, name, ...path]) }];
  });
  return { drafts, problems: [] };
}

function isServerKey(key: string): boolean {
  return (serverKeys as readonly string[]).includes(key);
}

function failed(path: OptionPath, message: string): ReadDocument {
  return { drafts: [], problems: [{ path, message }] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
