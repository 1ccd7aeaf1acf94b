import type { JSONRPCRequest } from "@modelcontextprotocol/client";
import type { Attributes } from "@opentelemetry/api";

/** What a span says of a request. */
export interface RequestFacts {
  readonly spanName: string;
  /** What metrics say, too: it takes few values. */
  readonly attributes: Attributes;
  /** What only the span says. */
  readonly details: Attributes;
}

/** Names a request to a server. Source: OpenTelemetry semantic conventions for MCP, client span. */
export function requestFacts({ id, method, params }: JSONRPCRequest): RequestFacts {
  const name = typeof params?.name === "string" ? params.name : undefined;
  const uri = typeof params?.uri === "string" ? params.uri : undefined;
  const isTool = method === "tools/call" && name !== undefined;
  const isPrompt = method === "prompts/get" && name !== undefined;
  return {
    spanName: isTool || isPrompt ? `${method} ${name}` : method,
    attributes: {
      "mcp.method.name": method,
      ...(isTool && { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name }),
      ...(isPrompt && { "gen_ai.prompt.name": name }),
    },
    details: {
      "jsonrpc.request.id": String(id),
      ...(uri !== undefined && { "mcp.resource.uri": uri }),
    },
  };
}

/** The revision that a request of the modern era says it speaks. Source: MCP 2026-07-28, `_meta` of requests. */
export function protocolVersionIn({ params }: JSONRPCRequest): string | undefined {
  const version = params?._meta?.["io.modelcontextprotocol/protocolVersion"];
  return typeof version === "string" ? version : undefined;
}
