import type { JSONRPCMessage } from "@modelcontextprotocol/client";

const overlongMarker = "answer-too-long";

/** Whether an error is what became of {@link answerForOverlong}, and so not the word of the server. */
export function isOverlongAnswer({ data }: { readonly data?: unknown }): boolean {
  return (data as { mcpTeam?: unknown } | undefined)?.mcpTeam === overlongMarker;
}

/**
 * The answer to the request whose real answer was too long to be read, so that its caller does not wait in vain.
 *
 * Servers write the id first or last in the object: it is looked for in both ends of the line.
 *
 * @returns nothing when neither end shows an id
 */
export function answerForOverlong(head: string, tail: string, message: string): JSONRPCMessage | undefined {
  const id = /^\s*\{(?:\s*"jsonrpc"\s*:\s*"2\.0"\s*,)?\s*"id"\s*:\s*("[^"\\]*"|\d+)/.exec(head)?.[1];
  const lastId = /"id"\s*:\s*("[^"\\]*"|\d+)\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/.exec(tail)?.[1];
  const found = id ?? lastId;
  if (found === undefined) return undefined;
  return {
    jsonrpc: "2.0",
    id: JSON.parse(found) as string | number,
    error: { code: -32_000, message, data: { mcpTeam: overlongMarker } },
  };
}
