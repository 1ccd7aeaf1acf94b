import { ConnectionError } from "@mcp-team/transports";
import type { AskPerson } from "./ask-caller.js";

/** What a client says of asking a person. */
export interface ElicitationCapability {
  readonly form?: unknown;
  readonly url?: unknown;
}

/** Asks in the ways that the client has said it can. "An empty object is equivalent to declaring support for form mode only." */
export function canAsk(capability: ElicitationCapability | undefined, ask: AskPerson): AskPerson | undefined {
  if (capability === undefined) return undefined;
  const isForm = capability.form !== undefined || capability.url === undefined;
  return (question) => {
    if (question.mode === "url" ? capability.url !== undefined : isForm) return ask(question);
    const what = question.mode === "url" ? "to open a URL" : "to fill in a form";
    throw new ConnectionError(`The client cannot ask a person ${what}: ${question.message}`);
  };
}
