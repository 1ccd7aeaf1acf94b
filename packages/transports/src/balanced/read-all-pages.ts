import { ProtocolErrorCode } from "@modelcontextprotocol/client";
import type { Item, ListKind } from "./lists.js";
import { isGood, type Outcome } from "./outcome.js";
import type { AskOptions } from "./replica-session.js";
import type { ClientRequest } from "./request-ids.js";

/** A list as one replica gave it. */
export interface ReadList {
  /** Of the last page that was asked for. */
  readonly outcome: Outcome;
  readonly items: readonly Item[];
}

/** A server that never ends its list is not asked for ever. */
const mostPages = 1_000;

/** Asks for all pages of a list. A server that does not know the list has nothing on it. */
export async function readAllPages(
  ask: (request: ClientRequest, how: AskOptions) => Promise<Outcome>,
  request: ClientRequest,
  { field }: ListKind,
  how: AskOptions,
): Promise<ReadList> {
  const { cursor: _, ...params } = request.params ?? {};
  const items: Item[] = [];
  let cursor: unknown;
  for (let page = 1; ; page += 1) {
    const asked = { ...request, params: cursor === undefined ? params : { ...params, cursor } };
    const outcome = await ask(asked, how);
    if (!isGood(outcome))
      return { outcome: isUnknownMethod(outcome) ? emptyList(field) : outcome, items: [] };
    const result = resultOf(outcome);
    if (Array.isArray(result[field])) items.push(...(result[field] as Item[]));
    cursor = result.nextCursor;
    if (typeof cursor !== "string" || page === mostPages) return { outcome, items };
  }
}

function isUnknownMethod(outcome: Outcome): boolean {
  return (
    outcome.kind === "answered" &&
    "error" in outcome.answer &&
    outcome.answer.error.code === ProtocolErrorCode.MethodNotFound
  );
}

function emptyList(field: string): Outcome {
  return { kind: "answered", answer: { jsonrpc: "2.0", id: 0, result: { [field]: [] } } };
}

export function resultOf(outcome: Outcome | undefined): Readonly<Record<string, unknown>> {
  return outcome?.kind === "answered" && "result" in outcome.answer ? outcome.answer.result : {};
}
