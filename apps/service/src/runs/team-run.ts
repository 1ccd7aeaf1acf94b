import { randomUUID } from "node:crypto";
import type { TeamInput } from "@mcp-team/agent";
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
  };
}

/** Puts together what a team is given for a request. */
export function teamRun(
  { messages, threadId }: RunRequest,
  { signal, requestId }: { readonly signal: AbortSignal; readonly requestId: string },
): TeamRun {
  // A checkpointer wants a thread. One that no client named is used once.
  const configurable = { thread_id: threadId ?? randomUUID() };
  return { input: { messages }, config: { signal, configurable, metadata: { requestId } } };
}

/** Finds what a client is told about a run that failed: why it was aborted, if it was. */
export function explainRun(error: unknown, signal: AbortSignal): ServiceError {
  return signal.aborted ? signal.reason : runFailed(error);
}
