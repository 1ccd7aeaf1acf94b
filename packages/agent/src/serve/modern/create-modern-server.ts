import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
  type Tool,
} from "@modelcontextprotocol/server";
import { clientInfo } from "../../client-info.js";
import type { Caller, Offer } from "../offer/offer.js";
import type { RunningCalls } from "../running-calls.js";

/** What the modern era needs. */
export interface ModernServing {
  readonly offer: Offer;
  readonly calls: RunningCalls;
}

/** Makes a server for one modern connection (stdio) or one request (HTTP). */
export function createModernServer({ offer, calls }: ModernServing): Server {
  const { name, instructions, changes } = offer;
  const server = new Server(
    { name, version: clientInfo.version },
    { capabilities: { tools: { listChanged: changes }, logging: {} }, instructions },
  );
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
    const args = (params.arguments ?? {}) as Record<string, unknown>;
    return calls.run([context.mcpReq.signal], (signal) =>
      tool.call(args, callerOf(context, signal)),
    ) as Promise<CallToolResult>;
  });
  return server;
}

function callerOf({ mcpReq }: ServerContext, signal: AbortSignal): Caller {
  const progressToken = mcpReq._meta?.progressToken;
  return {
    signal,
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
