import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  type ListToolsResult,
  type LoggingLevel,
  LoggingLevelSchema,
  McpError,
  type RequestId,
  type ServerNotification,
  type ServerRequest,
  type ServerResult,
  SetLevelRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { clientInfo } from "../../client-info.js";
import { identityIn } from "../http/auth-info.js";
import { listsOf } from "../offer/lists-of.js";
import type { Caller, Offer } from "../offer/offer.js";
import type { RunningCalls } from "../running-calls.js";
import { askThrough } from "./ask-through.js";
import { offerPrompts, offerResources, tellOfChange } from "./offer-lists.js";
import { OpenedUrls } from "./opened-urls.js";

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** What a session of the legacy era needs. */
export interface LegacyServing {
  readonly offer: Offer;
  readonly calls: RunningCalls;
  /** Aborts when the answer to a request can no longer be delivered. @default never */
  readonly goneOf?: (requestId: RequestId) => AbortSignal;
}

/** Makes the server of one session of the legacy era. It follows the offer until it is closed. */
export function createLegacyServer({ offer, calls, goneOf }: LegacyServing): Server {
  const { name, instructions, changes } = offer;
  const server = new Server(
    { name, version: clientInfo.version },
    { capabilities: { tools: { listChanged: changes }, ...listsOf(offer), logging: {} }, instructions },
  );
  const urls = new OpenedUrls(offer, (elicitationId) => {
    const params = { elicitationId };
    server.notification({ method: "notifications/elicitation/complete", params }).catch(() => {});
  });
  let level: LoggingLevel = "debug";
  server.setRequestHandler(SetLevelRequestSchema, ({ params }) => {
    level = params.level;
    return {};
  });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: offer.tools.map(({ definition }) => definition) as ListToolsResult["tools"],
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const tool = offer.tools.find(({ definition }) => definition.name === params.name);
    if (!tool)
      throw new McpError(ErrorCode.InvalidParams, `There is no tool ${JSON.stringify(params.name)}.`);
    if (calls.draining) throw new McpError(ErrorCode.InternalError, "The server is closing.");
    const gone = goneOf?.(extra.requestId);
    const signals = gone ? [extra.signal, gone] : [extra.signal];
    return calls.run(signals, (signal) =>
      tool.call(params.arguments ?? {}, {
        ...callerOf(extra, signal, (asked) => isLogged(asked, level)),
        ask: askThrough(extra, signal, { capabilities: server.getClientCapabilities(), urls }),
      }),
    ) as Promise<ServerResult>;
  });
  offerResources(server, offer.resources);
  offerPrompts(server, offer.prompts);
  const unfollow = offer.onChange((list) => void tellOfChange(server, list).catch(() => {}));
  server.onclose = () => {
    unfollow();
    urls.end();
  };
  return server;
}

function callerOf(
  extra: Extra,
  signal: AbortSignal,
  isWanted: (level: LoggingLevel) => boolean,
): Omit<Caller, "ask"> {
  const progressToken = extra._meta?.progressToken;
  // What cannot be delivered any more is of no use to anybody.
  const tell = (notification: ServerNotification) =>
    void extra.sendNotification(notification).catch(() => {});
  return {
    signal,
    identity: identityIn(extra.authInfo),
    progress:
      progressToken === undefined
        ? undefined
        : (progress) => tell({ method: "notifications/progress", params: { ...progress, progressToken } }),
    log(level, data, logger) {
      if (isWanted(level)) tell({ method: "notifications/message", params: { level, data, logger } });
    },
  };
}

/** Whether a client that asked for a level gets messages of another one. */
function isLogged(level: LoggingLevel, wanted: LoggingLevel): boolean {
  const order: readonly string[] = LoggingLevelSchema.options;
  return order.indexOf(level) >= order.indexOf(wanted);
}
