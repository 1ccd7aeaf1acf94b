import {
  type ClientOptions,
  type Implementation,
  LOG_LEVEL_META_KEY,
  type LoggingLevel,
} from "@modelcontextprotocol/client";
import { CheckedOnceClient } from "./checked-once-client.js";

/** The SDK's client, which asks modern servers for log messages with each request. */
export class LoggingClient extends CheckedOnceClient {
  readonly #level: LoggingLevel | undefined;

  /** @param level - the least serious messages that are wanted; none, where there is none */
  constructor(clientInfo: Implementation, options: ClientOptions, level: LoggingLevel | undefined) {
    super(clientInfo, options);
    this.#level = level;
  }

  /** Source: MCP specification 2026-07-28, Logging: the level is in the `_meta` of every request that is to be logged. */
  protected override _outboundMetaEnvelope(): Readonly<Record<string, unknown>> | undefined {
    const envelope = super._outboundMetaEnvelope();
    return envelope && this.#level ? { ...envelope, [LOG_LEVEL_META_KEY]: this.#level } : envelope;
  }
}
