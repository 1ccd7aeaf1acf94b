import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type OptionProblem, shown } from "@mcp-team/transports/settings";
import type { Root } from "@modelcontextprotocol/client";

/** A place that servers may work in: a path, a `file:` URL, or either with a name for people. */
export type RootOption = string | URL | { readonly uri: string | URL; readonly name?: string };

/** Says what is wrong with roots, each problem with the place of its root. */
export function rootProblems(roots: unknown): OptionProblem[] {
  if (!Array.isArray(roots)) {
    const expected = 'a list of paths, file URLs or { uri, name }, such as ["/data/reports"]';
    return [{ path: [], message: `must be ${expected}, not ${shown(roots)}` }];
  }
  return roots.flatMap((root, index) => {
    const message = problemWith(root);
    return message === undefined ? [] : [{ path: [index], message }];
  });
}

/** Roots as the protocol has them. A relative path starts at the working directory of this process. */
export function toRoots(roots: readonly RootOption[]): Root[] {
  return roots.map((root) => {
    const { uri, name } = typeof root === "string" || root instanceof URL ? { uri: root } : root;
    return { uri: toFileUrl(uri), ...(name !== undefined && { name }) };
  });
}

function problemWith(root: unknown): string | undefined {
  if (typeof root === "string" || root instanceof URL) return problemWithPlace(root);
  if (typeof root !== "object" || root === null || !("uri" in root))
    return `must be a path, a file URL or { uri, name }, not ${shown(root)}`;
  const { uri, name, ...others } = root as { uri: unknown; name?: unknown };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    return `has an option "${unknown}" that roots do not have: known are uri and name`;
  if (name !== undefined && typeof name !== "string") return `has a name that is not text: ${shown(name)}`;
  return typeof uri === "string" || uri instanceof URL
    ? problemWithPlace(uri)
    : `has a uri that is neither a path nor a file URL: ${shown(uri)}`;
}

/** Source: MCP specification 2025-11-25, Roots: "This MUST be a `file://` URI in the current specification". */
function problemWithPlace(place: string | URL): string | undefined {
  const text = String(place);
  if (text.trim() === "") return "is empty: name a folder or a file";
  if (text.includes("\0")) return "has a character that no path can have";
  if (!hasScheme(text) || isFileUrl(text)) return undefined;
  return `must be a path or begin with "file://", not ${shown(text)}: MCP has no other roots`;
}

function toFileUrl(place: string | URL): string {
  const text = String(place);
  return isFileUrl(text) ? new URL(text).href : pathToFileURL(resolve(text)).href;
}

/** A scheme has two letters or more: `C:\data` is a path. */
function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]+:/i.test(text);
}

function isFileUrl(text: string): boolean {
  return text.startsWith("file://") && URL.canParse(text);
}
