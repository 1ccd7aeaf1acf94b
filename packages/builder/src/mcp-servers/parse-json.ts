import { createRequire } from "node:module";
import type { Node, ParseError } from "jsonc-parser";
import type { OptionPath } from "../problems/path.js";

/** The parser, loaded with the first file: importing the package is faster without it. */
const load = createRequire(import.meta.url) as (name: "jsonc-parser") => typeof import("jsonc-parser");

/** A place in a text: both count from 1. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A key that its object has already. */
export interface RepeatedKey {
  readonly path: OptionPath;
  readonly position: TextPosition;
}

/** What a JSON text holds, and where. */
export type ParsedJson =
  | {
      readonly ok: true;
      readonly value: unknown;
      readonly repeated: readonly RepeatedKey[];
      at(path: OptionPath): TextPosition;
    }
  | { readonly ok: false; readonly reason: string; readonly position: TextPosition };

/** Parses JSON with comments and trailing commas, as the editors do. */
export function parseJson(text: string): ParsedJson {
  if (text.trim() === "") return { ok: false, reason: "it is empty", position: { line: 1, column: 1 } };
  const withoutMark = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  const { getNodeValue, parseTree } = load("jsonc-parser");
  const errors: ParseError[] = [];
  const root = parseTree(withoutMark, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined || root === undefined) {
    const { error = 0, offset = 0 } = first ?? {};
    return { ok: false, reason: reasonOf(error), position: positionAt(withoutMark, offset) };
  }
  return {
    ok: true,
    value: getNodeValue(root),
    repeated: repeatedKeys(withoutMark, root),
    at: (path) => positionAt(withoutMark, nearestNode(root, path).offset),
  };
}

const reasons: Readonly<Record<string, string>> = {
  InvalidSymbol: "this is no JSON value (text needs double quotes)",
  InvalidNumberFormat: "this is no number",
  PropertyNameExpected: "a name in double quotes is missing",
  ValueExpected: "a value is missing",
  ColonExpected: 'a ":" is missing',
  CommaExpected: 'a "," is missing',
  CloseBraceExpected: 'a "}" is missing',
  CloseBracketExpected: 'a "]" is missing',
  EndOfFileExpected: "the file should end here",
  UnexpectedEndOfComment: "a comment does not end",
  UnexpectedEndOfString: 'a closing " is missing',
  InvalidEscapeCharacter: 'a "\\" begins no known escape (a backslash is written "\\\\")',
};

function reasonOf(code: number): string {
  const name = load("jsonc-parser").printParseErrorCode(code);
  return reasons[name] ?? name;
}

function positionAt(text: string, offset: number): TextPosition {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** The node at a path, or the innermost one around the place where it should be. */
function nearestNode(root: Node, path: OptionPath): Node {
  for (let length = path.length; length > 0; length--) {
    const node = load("jsonc-parser").findNodeAtLocation(root, path.slice(0, length).map(toSegment));
    if (node !== undefined) return node;
  }
  return root;
}

function toSegment(key: PropertyKey): string | number {
  return typeof key === "number" ? key : String(key);
}

/** Keys that an object has already. JSON would silently take the last. */
function repeatedKeys(text: string, node: Node, path: OptionPath = []): RepeatedKey[] {
  if (node.type === "array") {
    return (node.children ?? []).flatMap((child, index) => repeatedKeys(text, child, [...path, index]));
  }
  if (node.type !== "object") return [];
  const seen = new Set<string>();
  return (node.children ?? []).flatMap(({ offset, children: [key, value] = [] }) => {
    const name = String(key?.value);
    const here = [...path, name];
    const again = seen.has(name) ? [{ path: here, position: positionAt(text, offset) }] : [];
    seen.add(name);
    return value === undefined ? again : [...again, ...repeatedKeys(text, value, here)];
  });
}
