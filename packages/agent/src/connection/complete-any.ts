import type { CompleteResult } from "@modelcontextprotocol/client";
import { askFirst, inScope } from "./ask-all.js";
import type { Connection } from "./connection.js";
import { type CompletionInput, type CompletionRef, complete } from "./requests.js";

/** What a server suggests for an argument. */
export interface Completion {
  readonly server: string;
  /** At most 100. */
  readonly values: readonly string[];
  /** How many there are in all, where the server says so. */
  readonly total?: number;
  /** Whether there are more than these. */
  readonly hasMore?: boolean;
}

/** What a completion may depend on, and which server to ask. */
export interface CompletionScope {
  /** The values of the other arguments, as far as they are known. */
  readonly arguments?: Readonly<Record<string, string>>;
  /** @default the first that has an answer */
  readonly server?: string;
  /** Whose servers to ask besides those that all share: the `context` of a run of theirs. */
  readonly context?: unknown;
}

/** Asks the servers that complete, one after the other. @throws ConnectionError when none has an answer */
export async function completeAny(
  connections: readonly Connection[],
  ref: CompletionRef,
  argument: CompletionInput,
  { arguments: others, server }: CompletionScope = {},
): Promise<Completion> {
  const scope = inScope(connections, server).filter(({ capabilities }) => capabilities.completions);
  const of = ref.type === "ref/prompt" ? `prompt "${ref.name}"` : `resource template "${ref.uri}"`;
  const { connection, answer } = await askFirst(scope, `completions for ${of}`, (candidate) =>
    complete(candidate, ref, argument, others),
  );
  return toCompletion(connection.name, answer);
}

function toCompletion(server: string, { values, total, hasMore }: CompleteResult["completion"]): Completion {
  return { server, values, ...(total !== undefined && { total }), ...(hasMore !== undefined && { hasMore }) };
}
