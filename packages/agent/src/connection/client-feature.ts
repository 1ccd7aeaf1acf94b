import type { EventEmitter } from "node:events";
import type { McpTeamError, TransportKind } from "@mcp-team/transports";
import type { CallToolResult, Client, ClientCapabilities } from "@modelcontextprotocol/client";
import type { ProtocolEra } from "../server-definition.js";
import type { MakeCall, ToolCall } from "./call-options.js";
import type { CallsInFlight } from "./calls-in-flight.js";
import type { ConnectionEvents } from "./connection-events.js";
import type { ConnectionState } from "./server-status.js";

/** Who asks: the connection to a server, as far as features need it. */
export interface AskingServer {
  readonly name: string;
  /** How the server speaks, once that is known. */
  readonly era: ProtocolEra | undefined;
  readonly state: ConnectionState;
  /** The kind of line. */
  readonly kind: TransportKind;
  /** How often the line to it was lost and reopened. */
  readonly losses: number;
  readonly events: EventEmitter<ConnectionEvents>;
  /** The calls that it works on at this moment. */
  readonly calls: CallsInFlight;
  /** Notes what is wrong with the server: it is logged, and shown as its last error. */
  report(error: McpTeamError): void;
}

/** Something that servers may ask of the client: sampling, elicitation, roots. */
export interface ClientFeature {
  /** What the client tells servers that it can do. */
  readonly capabilities: ClientCapabilities;
  /** Sets its handlers on a client before it connects. Called again whenever the connection gets another client. */
  attach(client: Client, server: AskingServer): void;
  /** Goes around each call of a tool: makes it, when and as often as it is right. */
  goAround?(call: ToolCall, make: MakeCall, server: AskingServer): Promise<CallToolResult>;
}

/** The capabilities of several features as one object. */
export function mergeCapabilities(features: readonly ClientFeature[]): ClientCapabilities {
  return Object.assign({}, ...features.map(({ capabilities }) => capabilities));
}
