import type { McpTeamError } from "../errors/index.js";
import { pauseBefore } from "../reconnecting/backoff.js";
import { type ReconnectPolicy, reconnectDefaults } from "../reconnecting/options.js";
import type { LineStatus, ServerTransport } from "../server-transport.js";
import type { Agreement } from "./agreement.js";
import { tooSlow } from "./failures.js";
import type { BalancedOptions } from "./options.js";
import { failed, type Outcome } from "./outcome.js";
import { Pause } from "./pause.js";
import { type ReplicaPhase, statusIn } from "./replica-phase.js";
import { type AskOptions, ReplicaSession, type SessionListener } from "./replica-session.js";
import type { ClientRequest } from "./request-ids.js";
import type { Told } from "./settings.js";
import { within } from "./within.js";

/** What the sessions of all replicas have in common. */
export interface LineContext {
  readonly label: string;
  readonly options: BalancedOptions;
  readonly agreement: Agreement;
  /** A number that no session has yet. */
  nextSession(): number;
}

/** What the line to a replica tells. */
export interface LineListener extends Pick<SessionListener, "message" | "error"> {
  /** Its status is another. */
  changed(): void;
  /** A session is open, and has still to be made ready for calls. */
  prepare(): Promise<void>;
  /** It is ready, for the first time or again. After a new handshake the capabilities of the replica are told. */
  joined(capabilities?: Readonly<Record<string, unknown>>): void;
}

/**
 * The line to one replica, one session after the other. A transport that reopens itself keeps its session; when it has given
 * up, or has no second life, another one is opened, again and again.
 */
export class ReplicaLine {
  readonly #open: () => ServerTransport;
  readonly #context: LineContext;
  readonly #listener: LineListener;
  readonly #policy: Required<ReconnectPolicy>;
  readonly #pause = new Pause();
  /** What the session was told that the client has set. */
  told: Told = new Map();
  #phase: ReplicaPhase = { kind: "connecting" };
  #session: ReplicaSession;
  #started: Promise<void> = Promise.resolve();
  #shaken: Promise<Outcome> | undefined;
  #living: Promise<void> | undefined;
  /** Whether the session knows all that the client has set. */
  #isCurrent = false;
  #lastError: McpTeamError | undefined;
  #lastReport: Error | undefined;

  constructor(open: () => ServerTransport, context: LineContext, listener: LineListener) {
    this.#open = open;
    this.#context = context;
    this.#listener = listener;
    this.#policy = { ...reconnectDefaults, ...context.options };
    this.#session = this.#newSession();
  }

  /** The session of this moment, or the last one. */
  get session(): ReplicaSession {
    return this.#session;
  }

  get isReady(): boolean {
    return this.#phase.kind === "open" && this.#session.isReady && this.#isCurrent;
  }

  get lastError(): McpTeamError | undefined {
    return this.#lastError;
  }

  get status(): Pick<LineStatus, "state" | "failures"> {
    return statusIn(this.#phase, {
      transport: this.#session.transport.status,
      isCurrent: this.#isCurrent,
      maxAttempts: this.#policy.maxAttempts,
    });
  }

  /** Starts the first session. */
  async start(): Promise<void> {
    this.#started = this.#session.transport.start();
    await this.#started.catch((error: unknown) => {
      this.#lastError = this.#session.explain(error);
      throw error;
    });
  }

  /** Makes the client's first request, in the first session. */
  async shake(request: ClientRequest, how: AskOptions): Promise<Outcome> {
    const session = this.#session;
    this.#shaken = this.#started.then(
      () => session.ask(request, how),
      (error: unknown) => failed("never-ran", session.explain(error), error),
    );
    const outcome = await this.#shaken;
    if (outcome.kind === "failed") this.#lastError = outcome.cause;
    return outcome;
  }

  /** The client has agreed with the server: from now on the line is kept. */
  admit(): void {
    this.#living ??= this.#live();
  }

  /** Somebody waits for it: the next attempt is made now. */
  wake(): void {
    if (this.#phase.kind !== "down" || this.#phase.wanted) return;
    this.#change({ ...this.#phase, wanted: true });
    this.#pause.end();
  }

  async close(): Promise<void> {
    this.#change({ kind: "closed" });
    this.#pause.end();
    await this.#end(this.#session);
    await this.#living;
  }

  #newSession(): ReplicaSession {
    const { agreement, nextSession } = this.#context;
    const session: ReplicaSession = new ReplicaSession(this.#open(), nextSession(), {
      message: (message, extra) => this.#listener.message(message, extra),
      error: (error) => this.#report(error),
      changed: () => this.#transportChanged(),
    });
    if (agreement.supportedVersions)
      session.transport.setSupportedProtocolVersions?.(agreement.supportedVersions);
    return session;
  }

  async #live(): Promise<void> {
    const { agreement } = this.#context;
    let shaken = this.#shaken ?? agreement.shake(this.#session);
    for (;;) {
      const failures = await this.#life(this.#session, shaken);
      if (this.#isClosed) return;
      this.#change({ kind: "down", failures, wanted: false });
      await this.#end(this.#session);
      // It may have been wanted, or closed, in the meantime.
      if (this.#isResting) await this.#pause.wait(pauseBefore(failures, this.#policy));
      if (this.#isClosed) return;
      this.#session = this.#newSession();
      this.told = new Map();
      shaken = agreement.shake(this.#session);
    }
  }

  /** @returns how many failures in a row there were when it is over */
  async #life(session: ReplicaSession, shaken: Promise<Outcome>): Promise<number> {
    const { options, label } = this.#context;
    const isFirst = this.#phase.kind === "connecting";
    const before = this.status.failures;
    try {
      const capabilities = await within(this.#enter(session, shaken), options.timeoutMs, () =>
        this.#late(session),
      );
      if (this.#isClosed) return before;
      options.logger?.info({ server: options.name, replica: label }, "a replica is ready");
      this.#isCurrent = session.isReady;
      this.#change({ kind: "open", failures: before });
      this.#listener.joined(isFirst ? undefined : capabilities);
    } catch (error) {
      this.#lose(session.explain(error));
      return before + 1;
    }
    const openedAt = performance.now();
    const { cause, gaveUp } = await session.ended;
    if (this.#isClosed) return before;
    this.#lose(cause);
    if (gaveUp) return this.#policy.maxAttempts;
    const isProved = session.hasWorked || performance.now() - openedAt >= this.#policy.stableAfterMs;
    return isProved ? 0 : before + 1;
  }

  async #enter(
    session: ReplicaSession,
    shaken: Promise<Outcome>,
  ): Promise<Readonly<Record<string, unknown>>> {
    const capabilities = await this.#context.agreement.enter(session, shaken, this.told);
    await this.#listener.prepare();
    return capabilities;
  }

  #lose(cause: McpTeamError): void {
    if (this.#isClosed) return;
    const { options, label } = this.#context;
    this.#lastError = cause;
    options.logger?.warn({ server: options.name, replica: label, err: cause }, "a replica is lost");
    this.#report(cause);
  }

  /** A transport may have told of its end before. */
  #report(error: Error): void {
    if (error !== this.#lastReport) this.#listener.error(error);
    this.#lastReport = error;
  }

  #transportChanged(): void {
    const cause = this.#session.transport.status?.cause;
    if (cause) this.#lastError = this.#session.explain(cause);
    if (this.#phase.kind !== "open") return;
    if (!this.#session.isReady) this.#isCurrent = false;
    else if (!this.#isCurrent) void this.#comeBack(this.#session);
    this.#listener.changed();
  }

  /** The transport has opened another session by itself, and told it what it knew. */
  async #comeBack(session: ReplicaSession): Promise<void> {
    const { agreement, options } = this.#context;
    const catchingUp = agreement.catchUp(session, this.told).then(() => this.#listener.prepare());
    await within(catchingUp, options.timeoutMs, () => this.#late(session)).catch((error) =>
      this.#report(error),
    );
    // It may be lost again.
    if (this.#isClosed || session !== this.#session || !session.isReady || this.#isCurrent) return;
    this.#isCurrent = true;
    this.#listener.changed();
    this.#listener.joined();
  }

  #late({ transport }: ReplicaSession): McpTeamError {
    return tooSlow(transport, this.#context.label, this.#context.options);
  }

  async #end(session: ReplicaSession): Promise<void> {
    await session.close().catch((error: Error) => this.#listener.error(error));
  }

  get #isResting(): boolean {
    return this.#phase.kind === "down" && !this.#phase.wanted;
  }

  get #isClosed(): boolean {
    return this.#phase.kind === "closed";
  }

  #change(phase: ReplicaPhase): void {
    if (this.#isClosed) return;
    this.#phase = phase;
    this.#listener.changed();
  }
}
