import type { JSONRPCRequest } from "@modelcontextprotocol/client";
import { type Context, createContextKey, propagation, type Span } from "@opentelemetry/api";

/** The execution of a tool that a span stands for already. */
export interface TracedToolCall {
  readonly span: Span;
  readonly server: string;
  /** The name that the server gave the tool. */
  readonly tool: string;
}

/** The tokens that the models of a run used. */
export interface RunUsage {
  input: number;
  output: number;
}

const toolCallKey = createContextKey("mcp-team: tool call");
const usageKey = createContextKey("mcp-team: usage");

export function withToolCall(context: Context, call: TracedToolCall | undefined): Context {
  return context.setValue(toolCallKey, call);
}

export function toolCallOf(context: Context): TracedToolCall | undefined {
  return context.getValue(toolCallKey) as TracedToolCall | undefined;
}

export function withUsage(context: Context, usage: RunUsage): Context {
  return context.setValue(usageKey, usage);
}

export function usageOf(context: Context): RunUsage | undefined {
  return context.getValue(usageKey) as RunUsage | undefined;
}

/**
 * A request that carries the trace along, in `_meta`: `traceparent`, `tracestate` and `baggage`, or what else the propagator
 * that is installed writes.
 *
 * Source: OpenTelemetry semantic conventions for MCP, context propagation
 */
export function withTrace(request: JSONRPCRequest, context: Context): JSONRPCRequest {
  const carrier: Record<string, string> = {};
  propagation.inject(context, carrier);
  if (Object.keys(carrier).length === 0) return request;
  const { params } = request;
  return { ...request, params: { ...params, _meta: { ...carrier, ...params?._meta } } };
}
