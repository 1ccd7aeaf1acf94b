import type { JSONRPCMessage, JSONRPCRequest, Tool } from "@modelcontextprotocol/client";
import { isObject } from "../json-rpc/is-json-rpc-message.js";

/** Requests that read, or that set something to a value: sent twice, they do what they do once. */
const repeatable = new Set([
  "completion/complete",
  "initialize",
  "logging/setLevel",
  "ping",
  "prompts/get",
  "prompts/list",
  "resources/list",
  "resources/read",
  "resources/subscribe",
  "resources/templates/list",
  "resources/unsubscribe",
  "server/discover",
  "subscriptions/listen",
  "tools/list",
]);

/**
 * Knows which requests can be sent a second time without harm: those that read, and calls of tools that their server marked
 * `readOnlyHint` or `idempotentHint`. It learns the marks from the lists of tools that pass by.
 *
 * Source: MCP specification, tool annotations.
 */
export class RepeatRule {
  readonly #safeTools = new Map<string, boolean>();

  /** What is no tool in a list is nobody's to call. @param method - of the request that the message answers */
  learn(method: string, answer: JSONRPCMessage): void {
    if (method !== "tools/list" || !("result" in answer)) return;
    const { tools } = answer.result as { tools?: unknown };
    if (!Array.isArray(tools)) return;
    for (const { name, annotations } of tools.filter(isObject) as unknown as Tool[]) {
      this.#safeTools.set(name, annotations?.readOnlyHint === true || annotations?.idempotentHint === true);
    }
  }

  allows({ method, params }: JSONRPCRequest): boolean {
    if (method === "tools/call") return this.#safeTools.get(String(params?.name)) === true;
    return repeatable.has(method);
  }
}
