import { randomUUID } from "node:crypto";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import {
  type ClientCapabilities,
  ElicitResultSchema,
  type ServerNotification,
  type ServerRequest,
} from "@modelcontextprotocol/sdk/types.js";
import { defaultAnswerTimeoutMs, type ElicitationAnswer } from "../../elicitation/elicitation-request.js";
import type { AskPerson } from "../offer/ask-caller.js";
import { canAsk } from "../offer/can-ask.js";

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Asks the person at a client of the legacy era, in the middle of its request. */
export function askThrough(
  extra: Extra,
  signal: AbortSignal,
  capabilities: ClientCapabilities | undefined,
): AskPerson | undefined {
  return canAsk(capabilities?.elicitation, async (question) => {
    const { mode, ...asked } = question;
    // Clients before 2025-11-25 know forms alone, and no mode.
    const params = mode === "url" ? { mode, elicitationId: randomUUID(), ...asked } : asked;
    const request = { method: "elicitation/create", params } as ServerRequest;
    // The SDK leaves its listener on the signal of each request.
    const options = { signal: AbortSignal.any([signal]), timeout: defaultAnswerTimeoutMs };
    return (await extra.sendRequest(request, ElicitResultSchema, options)) as ElicitationAnswer;
  });
}
