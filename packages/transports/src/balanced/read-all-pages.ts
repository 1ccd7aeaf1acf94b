import { ProtocolErrorCode } from "@modelcontextprotocol/client";
import { isObject } from "../json-rpc/is-json-rpc-message.js";
import { endless } from "./failures.js";
import type { Item, ListKind } from "./lists.js";
import { failed, isGood, type Outcome } from "./outcome.js";
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

/** Who is asked for a list. */
export interface Lister {
  /** The name of the server. */
  readonly server: string | undefined;
  /** What the replica is called. */
  readonly label: string;
  ask(request: ClientRequest, how: AskOptions): Promise<Outcome>;
}

export function listerOf(replica: Omit<Lister, "server">, server: string | undefined): Lister {
  return { server, label: replica.label, ask: (request, how) => replica.ask(request, how) };
}

/**
 * Asks for all pages of a list. A server that does not know the list has nothing on it; of a list without an end nothing is
 * taken.
 */
export async function readAllPages(
  lister: Lister,
  request: ClientRequest,
  { field, noun }: ListKind,
  how: AskOptions,
): Promise<ReadList> {
  const { cursor: _, ...params } = request.params ?? {};
  const items: Item[] = [];
  const seen = new Set<unknown>();
  let cursor: unknown;
  for (let page = 1; ; page += 1) {
    const asked = { ...request, params: cursor === undefined ? params : { ...params, cursor } };
    const outcome = await lister.ask(asked, how);
    if (!isGood(outcome))
      return { outcome: isUnknownMethod(outcome) ? emptyList(field) : outcome, items: [] };
    const result = resultOf(outcome);
    // What is no item has nothing to be known by.
    if (Array.isArray(result[field])) for (const item of result[field]) if (isObject(item)) items.push(item);
    cursor = result.nextCursor;
    if (typeof cursor !== "string") return { outcome, items };
    const goesOn = seen.has(cursor)
      ? `page ${page} leads back to an earlier one`
      : page === mostPages && `it goes on after ${mostPages} pages`;
    if (goesOn) return { outcome: failed("refused", endless(lister, noun, goesOn)), items: [] };
    seen.add(cursor);
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
