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
import type { OpenedUrls } from "./opened-urls.js";

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** How the person at a client can be asked. */
export interface ClientToAsk {
  readonly capabilities: ClientCapabilities | undefined;
  /** Remembers the URLs that the person is sent to. */
  readonly urls: OpenedUrls;
}

/** Asks the person at a client of the legacy era, in the middle of its request. */
export function askThrough(
  extra: Extra,
  signal: AbortSignal,
  { capabilities, urls }: ClientToAsk,
): AskPerson | undefined {
  return canAsk(capabilities?.elicitation, async (question) => {
    const { mode, ...asked } = question;
    const elicitationId = question.mode === "url" ? (question.elicitationId ?? randomUUID()) : undefined;
    if (elicitationId !== undefined) urls.note(elicitationId);
    // Clients before 2025-11-25 know forms alone, and no mode.
    const params = mode === "url" ? { mode, ...asked, elicitationId } : asked;
    const request = { method: "elicitation/create", params } as ServerRequest;
    // The SDK leaves its listener on the signal of each request.
    const options = { signal: AbortSignal.any([signal]), timeout: defaultAnswerTimeoutMs };
    return (await extra.sendRequest(request, ElicitResultSchema, options)) as ElicitationAnswer;
  });
}
