import type { Client, ClientCapabilities } from "@modelcontextprotocol/client";
import type { ProtocolEra } from "../server-definition.js";
import type { CallsInFlight } from "./calls-in-flight.js";

/** Who asks: the connection to a server, as far as features need it. */
export interface AskingServer {
  readonly name: string;
  /** How the server speaks, once that is known. */
  readonly era: ProtocolEra | undefined;
  /** The calls that it works on at this moment. */
  readonly calls: CallsInFlight;
}

/** Something that servers may ask of the client: sampling, elicitation, roots. */
export interface ClientFeature {
  /** What the client tells servers that it can do. */
  readonly capabilities: ClientCapabilities;
  /** Sets its handlers on a client before it connects. Called again whenever the connection gets another client. */
  attach(client: Client, server: AskingServer): void;
}

/** The capabilities of several features as one object. */
export function mergeCapabilities(features: readonly ClientFeature[]): ClientCapabilities {
  return Object.assign({}, ...features.map(({ capabilities }) => capabilities));
}
