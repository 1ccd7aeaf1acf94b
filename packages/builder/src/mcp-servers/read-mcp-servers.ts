import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { type OptionPath, writePath } from "../problems/path.js";
import type { ServerDraft } from "../servers/server-draft.js";
import type { Environment } from "./fill-variables.js";
import { parseJson, type RepeatedKey, type TextPosition } from "./parse-json.js";
import { type DocumentSource, readDocument } from "./read-document.js";

/** The servers of an `mcpServers` file or object, and what is wrong with it besides them. */
export interface McpServers {
  readonly drafts: readonly ServerDraft[];
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads an `mcpServers` file, by its path or `file:` URL, or an object that holds the same. */
export function readMcpServers(source: unknown, environment: Environment): McpServers {
  if (typeof source === "string") return readFile(resolve(source), environment);
  if (source instanceof URL) {
    if (source.protocol === "file:") return readFile(fileURLToPath(source), environment);
    return failed(
      `a configuration is read from a file, not from "${source.protocol}": give a path or an object`,
    );
  }
  return inDocument(source, { environment });
}

function readFile(path: string, environment: Environment): McpServers {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return failed(`the file "${path}" ${whyUnreadable(error)}`);
  }
  const json = parseJson(text);
  if (!json.ok) {
    return failed(`the file "${path}" is not JSON: ${json.reason}, in ${placeText(path, json.position)}`);
  }
  const locate = (part: OptionPath): string => placeText(path, json.at(part));
  const read = inDocument(json.value, { environment, folder: dirname(path), locate });
  const repeated = json.repeated.map((key) => repeatedProblem(path, key));
  return { ...read, problems: [...repeated, ...read.problems] };
}

function repeatedProblem(path: string, repeated: RepeatedKey): ConfigurationProblem {
  return {
    path: writePath("", repeated.path),
    message: `is there twice, and JSON would keep the last: remove or rename one (${placeText(path, repeated.position)})`,
  };
}

function inDocument(document: unknown, source: DocumentSource): McpServers {
  const { drafts, problems } = readDocument(document, source);
  return {
    drafts,
    problems: problems.map(({ path, message }) => ({
      path: writePath(path.length === 0 ? "mcpServers" : "", path),
      message: source.locate === undefined ? message : `${message} (${source.locate(path)})`,
    })),
  };
}

function failed(message: string): McpServers {
  return { drafts: [], problems: [{ path: "mcpServers", message }] };
}

function placeText(path: string, { line, column }: TextPosition): string {
  return `${basename(path)}, line ${line}, column ${column}`;
}

function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT")
    return "does not exist: correct the path, which is relative to the working directory";
  if (code === "EISDIR") return "is a directory: give the path of the file in it";
  if (code === "EACCES" || code === "EPERM") return "may not be read: change its permissions";
  return `cannot be read (${message}): check the path`;
}
