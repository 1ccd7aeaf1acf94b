import { ConnectionError } from "@mcp-team/transports";
import type { CallToolResult as ToolResult } from "@modelcontextprotocol/client";
import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
  type Tool,
} from "@modelcontextprotocol/server";
import { clientInfo } from "../../client-info.js";
import type { ElicitationAnswer, ElicitationQuestion } from "../../elicitation/elicitation-request.js";
import { identityIn } from "../http/auth-info.js";
import { listsOf } from "../offer/lists-of.js";
import type { Caller, Offer } from "../offer/offer.js";
import type { RunningCalls } from "../running-calls.js";
import { offerPrompts, offerResources } from "./offer-lists.js";
import type { ParkedCalls } from "./parked-calls.js";
import { type Following, ResumableCall } from "./resumable-call.js";

/** What a call calls its question: it asks one at a time. */
const questionKey = "question";

/** What the modern era needs. */
export interface ModernServing {
  readonly offer: Offer;
  readonly calls: RunningCalls;
  readonly parked: ParkedCalls;
}

/** Makes a server for one modern connection (stdio) or one request (HTTP). */
export function createModernServer({ offer, calls, parked }: ModernServing): Server {
  const { name, instructions, changes } = offer;
  const server = new Server(
    { name, version: clientInfo.version },
    { capabilities: { tools: { listChanged: changes }, ...listsOf(offer), logging: {} }, instructions },
  );
  offerResources(server, offer.resources);
  offerPrompts(server, offer.prompts);
  server.setRequestHandler("tools/list", () => ({
    tools: offer.tools.map(({ definition }) => definition) as Tool[],
  }));
  server.setRequestHandler("tools/call", async ({ params }, context) => {
    const tool = offer.tools.find(({ definition }) => definition.name === params.name);
    if (!tool)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        `There is no tool ${JSON.stringify(params.name)}.`,
      );
    if (calls.draining) throw new ProtocolError(ProtocolErrorCode.InternalError, "The server is closing.");
    const request = requestOf(context);
    const call =
      resumed(context, request, parked) ??
      begin(context, request, calls, (caller) => tool.call(params.arguments ?? {}, caller));
    const step = await call.follow(request);
    if (step.kind === "result") return step.result as CallToolResult;
    const requestState = parked.park(call, request.identity);
    if (requestState !== undefined)
      return inputRequired({ inputRequests: { [questionKey]: toRequest(step.question) }, requestState });
    call.drop(new ConnectionError("Too many calls wait for an answer."));
    throw new ProtocolError(ProtocolErrorCode.InternalError, "Too many calls wait for an answer.");
  });
  return server;
}

function begin(
  { mcpReq }: ServerContext,
  request: Following,
  calls: RunningCalls,
  make: (caller: Caller) => Promise<ToolResult>,
): ResumableCall {
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {};
  const { elicitation } = (envelope[CLIENT_CAPABILITIES_META_KEY] ?? {}) as ClientCapabilities;
  return new ResumableCall(request, elicitation, (caller) =>
    calls.run([caller.signal], (signal) => make({ ...caller, signal })),
  );
}

/** The call that a client comes back to with an answer, if it does. */
function resumed(
  { mcpReq }: ServerContext,
  { identity }: Following,
  parked: ParkedCalls,
): ResumableCall | undefined {
  const state = mcpReq.requestState<string>();
  if (state === undefined) return undefined;
  const call = parked.take(state, identity);
  if (!call)
    throw new ProtocolError(
      ProtocolErrorCode.InvalidParams,
      "Nothing waits for this answer, or not any more.",
    );
  call.answer(
    (mcpReq.inputResponses?.[questionKey] as ElicitationAnswer | undefined) ?? { action: "cancel" },
  );
  return call;
}

function toRequest(question: ElicitationQuestion) {
  const { message } = question;
  return question.mode === "url"
    ? inputRequired.elicitUrl({ message, url: question.url })
    : inputRequired.elicit({ message, requestedSchema: question.requestedSchema as never });
}

function requestOf({ mcpReq, http }: ServerContext): Following {
  const progressToken = mcpReq._meta?.progressToken;
  return {
    signal: mcpReq.signal,
    identity: identityIn(http?.authInfo),
    progress:
      progressToken === undefined
        ? undefined
        : (progress) =>
            void mcpReq
              .notify({ method: "notifications/progress", params: { ...progress, progressToken } })
              .catch(() => {}),
    // It sends what the request asked for.
    log: (level, data, logger) => void mcpReq.log(level, data, logger).catch(() => {}),
  };
}
