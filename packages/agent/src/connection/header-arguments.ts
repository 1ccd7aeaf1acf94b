import { isSchemaObject, type JsonSchema, mapSubschemas } from "../toolset/schema/json-schema.js";

const keyword = "x-mcp-header";

/** RFC 9110, token. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

const types: ReadonlySet<unknown> = new Set(["string", "integer", "boolean"]);

/** A part of a schema, and where it is. */
interface Part {
  readonly node: unknown;
  readonly path: string;
  /** Whether a value is there in every call that has it: only properties lead to it. */
  readonly isReachable: boolean;
}

/**
 * What keeps arguments of a tool from being repeated in headers of its calls, where its schema asks for that. A client has to leave
 * such a tool out.
 *
 * Source: MCP specification 2026-07-28, transports, custom headers from tool parameters.
 */
export function headersRefusedBecause(schema: unknown): string | undefined {
  const headers = new Set<string>();
  const parts: Part[] = [{ node: schema, path: "", isReachable: true }];
  // A list that grows while it is read: schemas may be nested deeper than functions can be.
  for (const { node, path, isReachable } of parts) {
    if (!isSchemaObject(node)) continue;
    const problem = keyword in node ? problemOf(node, isReachable && path !== "", headers) : undefined;
    if (problem !== undefined) return `"${keyword}" at ${path || "the top"} ${problem}`;
    mapSubschemas(node, (inner, at) => {
      parts.push({ node: inner, path: path + at, isReachable: isReachable && at.startsWith("/properties/") });
      return inner;
    });
  }
  return undefined;
}

function problemOf(node: JsonSchema, isReachable: boolean, headers: Set<string>): string | undefined {
  const header = node[keyword];
  if (typeof header !== "string" || !token.test(header))
    return `is ${JSON.stringify(header)}, which no header can be named after`;
  if (!isReachable) return "is not at a property, where alone it may be";
  if (!types.has(node.type)) return "is at a value that is no string, integer or boolean";
  if (headers.has(header.toLowerCase())) return `is ${JSON.stringify(header)}, as another one is`;
  headers.add(header.toLowerCase());
  return undefined;
}
