import type { JSONRPCMessage, TransportSendOptions } from "@modelcontextprotocol/client";
import type { McpTeamError } from "./errors/index.js";
import type { LineStatus, ReplicaStatus, ServerTransport, TransportKind } from "./server-transport.js";

/** Passes everything on, both ways: what a part that adds one behaviour to a transport begins with. */
export abstract class ForwardingTransport implements ServerTransport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: ServerTransport["onmessage"];
  onstatus?: (status: LineStatus) => void;

  /** @param inner - not yet started */
  constructor(protected readonly inner: ServerTransport) {
    inner.onclose = () => this.onclose?.();
    inner.onerror = (error) => this.onerror?.(error);
    inner.onmessage = (message, extra) => this.onmessage?.(message, extra);
    inner.onstatus = (status) => this.onstatus?.(status);
  }

  get kind(): TransportKind {
    return this.inner.kind;
  }

  get pid(): number | undefined {
    return this.inner.pid;
  }

  get status(): LineStatus | undefined {
    return this.inner.status;
  }

  get replicas(): readonly ReplicaStatus[] | undefined {
    return this.inner.replicas;
  }

  get sessionId(): string | undefined {
    return this.inner.sessionId;
  }

  get hasPerRequestStream(): boolean {
    return this.inner.hasPerRequestStream === true;
  }

  start(): Promise<void> {
    return this.inner.start();
  }

  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    return this.inner.send(message, options);
  }

  setProtocolVersion(version: string): void {
    this.inner.setProtocolVersion?.(version);
  }

  setSupportedProtocolVersions(versions: string[]): void {
    this.inner.setSupportedProtocolVersions?.(versions);
  }

  close(): Promise<void> {
    return this.inner.close();
  }

  explain(cause: unknown, phase: "connect" | "call"): McpTeamError {
    return this.inner.explain(cause, phase);
  }
}
