import type { JSONRPCMessage, JSONRPCResultResponse } from "@modelcontextprotocol/client";
import { AuthenticationError, ConnectionError, type McpTeamError } from "../errors/index.js";
import { judge } from "../reconnecting/verdict.js";

/** What became of a request to one replica. */
export type Outcome =
  | Answered
  /** Nobody waits for it any more. `late`: its time was up. */
  | { readonly kind: "withdrawn"; readonly late: boolean }
  | Failed;

/** The replica gave an answer: a result, or an error of its own. */
export interface Answered {
  readonly kind: "answered";
  readonly answer: JSONRPCMessage;
}

/** The answer is a result. */
export interface Good extends Answered {
  readonly answer: JSONRPCResultResponse;
}

/** There is no answer. */
export interface Failed {
  readonly kind: "failed";
  readonly fate: Fate;
  /** As it came. */
  readonly error: unknown;
  readonly cause: McpTeamError;
}

/** What is known of a request without an answer. */
export type Fate =
  /** It was not run. */
  | "never-ran"
  /** It may have been run. */
  | "unknown"
  /** The replica did not want it. */
  | "refused";

/** What an error says of the request that failed with it. */
export function fateOf(error: McpTeamError): Fate {
  if (error.effect === "unknown") return "unknown";
  if (AuthenticationError.isInstance(error)) return "refused";
  return judge(error) === "refused" ? "refused" : "never-ran";
}

/** @param error - as it came, where that is something else */
export function failed(fate: Fate, cause: McpTeamError, error: unknown = cause): Failed {
  return { kind: "failed", fate, error, cause };
}

/** Whether a request that ended so may be sent to another replica, whatever it does. */
export function isUntouched({ fate, cause }: Failed): boolean {
  if (fate === "never-ran") return true;
  return fate === "refused" && cause.effect === "none" && !AuthenticationError.isInstance(cause);
}

/** Whether the answer is a result. */
export function isGood(outcome: Outcome): outcome is Good {
  return outcome.kind === "answered" && "result" in outcome.answer;
}

/** What an outcome says of the health of the replica. */
export function healthIn(outcome: Outcome): "well" | "ill" | "unsaid" {
  switch (outcome.kind) {
    case "answered":
      return "well";
    case "withdrawn":
      return outcome.late ? "ill" : "unsaid";
    case "failed":
      return outcome.fate === "refused" && !ConnectionError.isInstance(outcome.cause) ? "unsaid" : "ill";
  }
}
