import type { JSONRPCMessage, JSONRPCRequest } from "@modelcontextprotocol/client";

/** Requests that make the server work: one that answers them is of use. */
const calls = new Set(["completion/complete", "prompts/get", "resources/read", "tools/call"]);

/** Whether the answer to a request shows that its session is of use. A handshake and lists do not. */
export function provesStable({ method }: JSONRPCRequest): boolean {
  return calls.has(method);
}

/** What a client is told after a server was reopened: its lists may be others now. */
export function listChanges(capabilities: Readonly<Record<string, unknown>>): JSONRPCMessage[] {
  const lists = ["tools", "prompts", "resources"].filter((list) => capabilities[list] !== undefined);
  return lists.map((list) => ({ jsonrpc: "2.0", method: `notifications/${list}/list_changed` }));
}
