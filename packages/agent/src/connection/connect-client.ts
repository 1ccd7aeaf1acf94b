import { ConnectionError, type ServerTransport, TimeoutError } from "@mcp-team/transports";
import {
  type Client,
  type ClientOptions,
  type LoggingLevel,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  type VersionNegotiationMode,
} from "@modelcontextprotocol/client";
import { clientInfo } from "../client-info.js";
import type { ProtocolEra, ServerDefinition } from "../server-definition.js";
import { TracedTransport } from "../tracing/traced-transport.js";
import type { CallsInFlight } from "./calls-in-flight.js";
import { CompleteResults } from "./complete-results.js";
import { deadlineAfter } from "./deadline.js";
import { DirectCalls } from "./direct-calls.js";
import { readableSignal } from "./readable-reason.js";
import { RelatedClient } from "./related-client.js";
import { RelatedTransport } from "./related-transport.js";
import type { LeftOutTool } from "./server-status.js";
import { settledOrAborted } from "./settled-or-aborted.js";
import { WatchedValidator } from "./watched-validator.js";
import { WellFormedTools } from "./well-formed-tools.js";

/** The first revision without a handshake, which `protocol: "modern"` asks for. */
const modernVersion = "2026-07-28";

/** The SDK's own time limit: none, for the deadline is one. As long as a timer can be, in milliseconds. */
const unlimitedMs = 2 ** 31 - 1;

/** A client that has completed its handshake, over its transport. */
export interface ConnectedClient {
  readonly client: Client;
  readonly transport: ServerTransport;
  /** What came of the server's lists of tools. */
  readonly toolLists: WellFormedTools;
  /** Calls tools past the client. */
  readonly direct: DirectCalls;
  readonly era: ProtocolEra;
}

/** What one attempt to connect needs. */
export interface ConnectRequest {
  readonly definition: ServerDefinition;
  /** The era that the server was found to speak before. */
  readonly knownEra?: ProtocolEra;
  readonly clientOptions: ClientOptions;
  readonly logLevel: LoggingLevel | undefined;
  /** The calls of the connection, which is told what belongs to which. */
  readonly calls: CallsInFlight;
  /** Called with each client before it connects, so that nothing that arrives early is missed. */
  readonly prepare: (client: Client) => void;
  /** Called with each tool that is taken out of the server's lists. */
  readonly onToolLeftOut: (tool: LeftOutTool) => void;
  readonly signal: AbortSignal;
}

/**
 * Opens a transport and does the MCP handshake in the era that the server speaks.
 *
 * @throws ServerStartError, ConnectionError, AuthenticationError or TimeoutError, and nothing is left running
 */
export async function connectClient(request: ConnectRequest): Promise<ConnectedClient> {
  const [mode, fallback] = modesFor(request.definition, request.knownEra);
  try {
    return await attempt(request, mode);
  } catch (error) {
    if (fallback === undefined || !(error instanceof HandshakeRefused)) throw withoutWrapper(error);
    return await attempt(request, fallback).catch((second: unknown) => {
      // Both eras were refused: the first refusal is the one about what most servers speak.
      throw second instanceof HandshakeRefused ? error.explained : withoutWrapper(second);
    });
  }
}

/** The server answered the handshake, and said no. */
class HandshakeRefused {
  constructor(readonly explained: Error) {}
}

function withoutWrapper(error: unknown): unknown {
  return error instanceof HandshakeRefused ? error.explained : error;
}

/** Which negotiation to try, and which one after a refusal. */
function modesFor(
  { protocol = "auto", kind }: ServerDefinition,
  knownEra: ProtocolEra | undefined,
): [VersionNegotiationMode, VersionNegotiationMode?] {
  const modern = { pin: modernVersion };
  if (protocol === "legacy") return ["legacy"];
  if (protocol === "modern") return [modern];
  if (knownEra === "modern") return [modern, "legacy"];
  if (knownEra === "legacy") return ["legacy", modern];
  // A local server that was made before 2026 may end at the first request that is not `initialize`.
  return kind === "http" ? ["auto"] : ["legacy", modern];
}

async function attempt(request: ConnectRequest, mode: VersionNegotiationMode): Promise<ConnectedClient> {
  const { definition, calls, logLevel, signal } = request;
  const traced = new TracedTransport(definition.open(), definition);
  const direct = new DirectCalls(traced, calls, (answer) => client.readToolResult(answer));
  const era = () => client.getProtocolEra();
  const complete = new CompleteResults(direct, era);
  const toolLists = new WellFormedTools(complete, request.onToolLeftOut, era);
  const transport = new RelatedTransport(toolLists, calls);
  const jsonSchemaValidator = new WatchedValidator();
  const options = { ...request.clientOptions, versionNegotiation: { mode }, jsonSchemaValidator };
  const client = new RelatedClient(clientInfo, options, { calls, logLevel });
  request.prepare(client);
  using deadline = deadlineAfter(definition.timeoutMs);
  using stop = readableSignal(AbortSignal.any([signal, deadline.signal]));
  // What the transport reports of itself says more than the client's "connection closed".
  let reported: Error | undefined;
  const report = (error: Error) => {
    reported = error;
  };
  transport.onerror = report;
  try {
    // A transport that does not settle must not hold up the deadline.
    await settledOrAborted(
      client.connect(transport, { timeout: unlimitedMs, signal: stop.signal }),
      stop.signal,
    );
    return { client, transport, toolLists, direct, era: client.getProtocolEra() ?? "legacy" };
  } catch (error) {
    const explained = explain(transport, definition, { error, reported, signal, deadline: deadline.signal });
    await transport.close();
    throw error instanceof ProtocolError ? new HandshakeRefused(explained) : explained;
  }
}

interface FailedAttempt {
  readonly error: unknown;
  readonly reported: Error | undefined;
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
}

function explain(
  transport: ServerTransport,
  { name, timeoutMs, kind }: ServerDefinition,
  { error, reported, signal, deadline }: FailedAttempt,
): Error {
  if (signal.aborted) {
    return new ConnectionError(`Connecting to server "${name}" was stopped.`, {
      server: name,
      cause: signal.reason,
    });
  }
  // The transport knows its address, and may have noticed at the same moment.
  if (TimeoutError.isInstance(reported)) return reported;
  if (kind !== "stdio" && deadline.aborted) {
    return new TimeoutError(`Server "${name}" did not complete the MCP handshake within ${timeoutMs} ms.`, {
      server: name,
      timeoutMs,
      cause: error,
      hint: "Check that the address is that of an MCP server, or raise `timeoutMs`.",
    });
  }
  if (deadline.aborted) return transport.explain(undefined, "connect");
  const closed = error instanceof SdkError && error.code === SdkErrorCode.ConnectionClosed;
  return transport.explain(closed ? (reported ?? error) : error, "connect");
}
