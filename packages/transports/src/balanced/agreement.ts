import { ConnectionError } from "../errors/index.js";
import type { Ask } from "../reconnecting/session-memory.js";
import { isGood, type Outcome } from "./outcome.js";
import type { ReplicaSession } from "./replica-session.js";
import { Settings, type Told } from "./settings.js";

/** What the client and the server have agreed on, so that every replica can be brought to the same point. */
export class Agreement {
  readonly settings = new Settings();
  /** The request that opens a session: `initialize`, or `server/discover` in the modern era. */
  handshake: Ask | undefined;
  /** The version that the client chose. */
  protocolVersion: string | undefined;
  /** The versions that the client knows. */
  supportedVersions: string[] | undefined;

  get isLegacy(): boolean {
    return this.handshake?.method === "initialize";
  }

  /** Opens a transport and makes the first request. */
  async shake(session: ReplicaSession): Promise<Outcome> {
    await session.transport.start();
    return session.ask(this.handshake as Ask);
  }

  /**
   * Brings a session from the answer to its first request to where the client is.
   *
   * @param told - what it has been told, which is filled
   * @returns what the replica can do
   */
  async enter(
    session: ReplicaSession,
    shaken: Promise<Outcome>,
    told: Told,
  ): Promise<Readonly<Record<string, unknown>>> {
    const result = acceptedBy(await shaken);
    if (this.isLegacy) {
      if (typeof result.protocolVersion === "string")
        session.transport.setProtocolVersion?.(result.protocolVersion);
      await session.tell({ jsonrpc: "2.0", method: "notifications/initialized" });
    } else if (this.protocolVersion !== undefined) {
      checkVersion(result.supportedVersions, this.protocolVersion);
      session.transport.setProtocolVersion?.(this.protocolVersion);
    }
    session.open();
    await this.catchUp(session, told);
    return { ...(result.capabilities as object | undefined) };
  }

  /** Tells a session what has been set since it was told the last time. */
  async catchUp(session: ReplicaSession, told: Told): Promise<void> {
    for (const [key, ask] of this.settings.missing(told)) {
      if (isGood(await session.ask(ask))) told.set(key, ask);
    }
  }
}

function acceptedBy(outcome: Outcome): Readonly<Record<string, unknown>> {
  if (outcome.kind === "failed") throw outcome.cause;
  if (outcome.kind === "answered" && "result" in outcome.answer) return outcome.answer.result;
  const reason =
    outcome.kind === "answered" && "error" in outcome.answer ? outcome.answer.error.message : "no answer";
  throw new ConnectionError(`It refused the handshake that another replica took: ${reason}.`, {
    cause: outcome,
    hint: "Run the same version of the server in every replica.",
  });
}

function checkVersion(supported: unknown, version: string): void {
  if (!Array.isArray(supported) || supported.includes(version)) return;
  const known = supported.join(", ");
  throw new ConnectionError(
    `It speaks MCP ${known}, and the client agreed on ${version} with another replica.`,
    {
      hint: "Run the same version of the server in every replica.",
    },
  );
}
