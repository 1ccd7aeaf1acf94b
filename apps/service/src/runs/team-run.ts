import { randomUUID } from "node:crypto";
import type { Identity, TeamInput } from "@mcp-team/agent";
import { runFailed, type ServiceError } from "../errors/service-error.js";
import type { RunRequest } from "../requests/run-request.js";

/** What a team is given for one run. */
export interface TeamRun {
  readonly input: TeamInput;
  readonly config: {
    readonly signal: AbortSignal;
    readonly configurable: { readonly thread_id: string };
    /** Goes to LangSmith and other tracers. */
    readonly metadata: { readonly requestId: string };
    /** What the team's middleware and tools get to know of who asks. */
    readonly context?: unknown;
  };
}

/** What stands around a request. */
export interface RunFacts {
  readonly signal: AbortSignal;
  readonly requestId: string;
  /** Who asks, where that is known. */
  readonly identity?: Identity | undefined;
  readonly context?: unknown;
}

/** Puts together what a team is given for a request. */
export function teamRun(
  { messages, threadId }: RunRequest,
  { signal, requestId, identity, context }: RunFacts,
): TeamRun {
  // A checkpointer wants a thread. One that no client named is used once.
  const configurable = { thread_id: threadOf(threadId ?? randomUUID(), identity) };
  const metadata = { requestId };
  return {
    input: { messages },
    config: { signal, configurable, metadata, ...(context !== undefined && { context }) },
  };
}

/** Everybody has threads of their own: one that somebody else named is another. No name of a client's has a slash. */
function threadOf(threadId: string, identity: Identity | undefined): string {
  return identity === undefined ? threadId : `${identity.id}/${threadId}`;
}

/** Finds what a client is told about a run that failed: why it was aborted, if it was. */
export function explainRun(error: unknown, signal: AbortSignal): ServiceError {
  return signal.aborted ? signal.reason : runFailed(error);
}
