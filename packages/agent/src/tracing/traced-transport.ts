import { ForwardingTransport, type LineStatus, type ServerTransport } from "@mcp-team/transports";
import type {
  JSONRPCMessage,
  JSONRPCRequest,
  RequestId,
  TransportSendOptions,
} from "@modelcontextprotocol/client";
import { type Attributes, context, type Span, SpanKind, trace } from "@opentelemetry/api";
import { protocolVersionIn, requestFacts } from "./request-facts.js";
import { serverFacts } from "./server-facts.js";
import { errorType, failSpan } from "./span-errors.js";
import { instruments, isObserved, tracer } from "./telemetry.js";
import { startTimer } from "./timer.js";
import { toolCallOf, withTrace } from "./trace-context.js";

/** A request that the server has not answered yet. */
interface OpenRequest {
  readonly span: Span;
  /** Whether the span is that of a tool's execution, which others end. */
  readonly borrowed: boolean;
  readonly attributes: Attributes;
  readonly seconds: () => number;
}

/** Which server a transport leads to. */
export interface TracedServer {
  readonly name: string;
  readonly url?: string;
}

/** Makes a span of each request to a server, measures it, and sends the trace along. Reconnects are events of the spans. */
export class TracedTransport extends ForwardingTransport {
  readonly #server: TracedServer;
  readonly #open = new Map<RequestId, OpenRequest>();
  readonly #seconds = startTimer();
  #protocolVersion: string | undefined;
  /** Whether the server has answered anything: without that there was no session. */
  #answers = false;

  /** @param inner - not yet started */
  constructor(inner: ServerTransport, server: TracedServer) {
    super(inner);
    this.#server = server;
    inner.onmessage = (message, extra) => {
      if (!("method" in message) && "id" in message && message.id !== undefined)
        this.#answered(message.id, message);
      this.onmessage?.(message, extra);
    };
    inner.onstatus = (status) => {
      this.#tell(status);
      this.onstatus?.(status);
    };
    inner.onclose = () => {
      for (const id of this.#open.keys()) this.#end(id, "connection_closed");
      if (this.#answers) instruments().mcpSession.record(this.#seconds(), this.#facts());
      this.onclose?.();
    };
  }

  override send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if (!("method" in message)) return super.send(message, options);
    if (!("id" in message)) {
      if (message.method === "notifications/cancelled") this.#cancelled(message.params);
      return super.send(message, options);
    }
    return isObserved() ? this.#sendTraced(message, options) : super.send(message, options);
  }

  async #sendTraced(message: JSONRPCRequest, options: TransportSendOptions | undefined): Promise<void> {
    const traced = this.#begin(message);
    try {
      await super.send(traced, options);
    } catch (error) {
      this.#end(message.id, errorType(error), (error as Error).message);
      throw error;
    }
  }

  override setProtocolVersion(version: string): void {
    this.#protocolVersion = version;
    super.setProtocolVersion(version);
  }

  #begin(request: JSONRPCRequest): JSONRPCRequest {
    const { spanName, attributes, details } = requestFacts(request);
    // The modern era says it in each request, and has no session to agree on it.
    this.#protocolVersion ??= protocolVersionIn(request);
    const active = context.active();
    const facts = { ...this.#facts(), ...attributes };
    const session = this.sessionId === undefined ? {} : { "mcp.session.id": this.sessionId };
    // A span of the tool's execution that is there already gets what is known here, instead of a second one.
    // Source: OpenTelemetry semantic conventions for MCP, client span
    const call = toolCallOf(active);
    const borrowed =
      call?.server === this.#server.name &&
      request.method === "tools/call" &&
      call.tool === request.params?.name;
    const { "gen_ai.tool.name": _, ...known } = facts;
    const span = borrowed
      ? call.span.setAttributes({ ...known, ...details, ...session })
      : tracer().startSpan(spanName, {
          kind: SpanKind.CLIENT,
          attributes: { ...facts, ...details, ...session },
        });
    this.#open.set(request.id, { span, borrowed, attributes: facts, seconds: startTimer() });
    return withTrace(request, trace.setSpan(active, span));
  }

  #answered(id: RequestId, answer: JSONRPCMessage): void {
    this.#answers = true;
    if (this.#open.size === 0) return;
    if ("error" in answer) {
      const code = String(answer.error.code);
      this.#open.get(id)?.span.setAttribute("rpc.response.status_code", code);
      this.#end(id, code, answer.error.message);
    } else {
      const failed = "result" in answer && answer.result.isError === true;
      this.#end(id, failed ? "tool_error" : undefined);
    }
  }

  #cancelled(params: Record<string, unknown> | undefined): void {
    const { requestId, reason } = params ?? {};
    const type = /time[d ]*out/i.test(String(reason)) ? "timeout" : "cancelled";
    this.#end(
      requestId as RequestId,
      type,
      type === "timeout" ? "The server did not answer in time." : undefined,
    );
  }

  #end(id: RequestId, error?: string, message?: string): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    const { span, borrowed, attributes, seconds } = open;
    if (error !== undefined) failSpan(span, error, message);
    if (!borrowed) span.end();
    instruments().mcpOperation.record(seconds(), {
      ...attributes,
      ...(error !== undefined && { "error.type": error }),
    });
  }

  /** What happens to the line is part of the story of the requests that wait for it. */
  #tell({ state, failures, cause }: LineStatus): void {
    for (const { span } of this.#open.values())
      span.addEvent(`mcp.connection.${state}`, {
        "mcp.connection.failures": failures,
        ...(cause && { "error.type": errorType(cause) }),
      });
  }

  #facts(): Attributes {
    return {
      ...serverFacts(this.#server.name, this.kind, this.#server.url),
      ...(this.#protocolVersion !== undefined && { "mcp.protocol.version": this.#protocolVersion }),
    };
  }
}
