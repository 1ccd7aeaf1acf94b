import { setTimeout as delay } from "node:timers/promises";
import type {
  JSONRPCMessage,
  JSONRPCRequest,
  RequestId,
  TransportSendOptions,
} from "@modelcontextprotocol/client";
import type { McpTeamError } from "../errors/index.js";
import { pauseBefore } from "./backoff.js";
import { provesStable } from "./messages.js";
import type { ReconnectPolicy } from "./options.js";
import { type PendingRequest, PendingRequests } from "./pending-requests.js";
import { RepeatRule } from "./safe-to-repeat.js";
import type { Session } from "./session.js";
import type { SessionMemory } from "./session-memory.js";
import type { LineEvent, LineState } from "./state.js";
import { gaveUp, judge, lostInFlight } from "./verdict.js";

/** What the requests need of their line. */
export interface LineOfRequests {
  readonly state: LineState;
  /** The session that messages go to. */
  readonly session: Session;
  readonly memory: SessionMemory;
  readonly options: Required<ReconnectPolicy> & { readonly name?: string };
  /** Aborted when the line is closed. */
  readonly closing: AbortSignal;
  change(event: LineEvent): void;
  /** A session is of no use any more. */
  lose(session: Session, cause: Error): void;
}

/** A server that was too busy for a request so often, and works on no other, is not there: its line is opened anew. */
const busySends = 3;

/**
 * How long a session that is of no use any more is kept for what else it carries, in milliseconds: most of it is about to fail in the
 * same way, which says that it was not run. What has not settled by then may have been.
 */
const settlingMs = 1_000;

/** A session that is about to be given up. */
interface DyingSession {
  readonly session: Session;
  readonly cause: Error;
  readonly timer: NodeJS.Timeout;
}

/**
 * The client's requests on a line that may be lost and reopened: each is sent, sent again or settled by what is promised, and
 * settled once.
 */
export class LineRequests {
  readonly #line: LineOfRequests;
  readonly #pending = new PendingRequests();
  readonly #rule = new RepeatRule();
  #dying: DyingSession | undefined;

  constructor(line: LineOfRequests) {
    this.#line = line;
  }

  /** Why the session is about to be given up, while it is. */
  get dyingBecause(): Error | undefined {
    return this.#dying?.cause;
  }

  /** Resolves when the request is answered or withdrawn, rejects when there can be no answer any more. */
  ask(message: JSONRPCRequest, options: TransportSendOptions | undefined): Promise<void> {
    const request = this.#pending.add(message, options);
    this.#dispatch(request);
    return request.settled;
  }

  /** Nobody waits for it any more. @returns whether the server has it, and should be told */
  withdraw(id: RequestId): boolean {
    const isKnown = this.#pending.settle(id)?.inFlight === true || this.#pending.takeClosed(id);
    this.#loseIfSettled();
    return isKnown;
  }

  /** @returns whether a message answers a request that is on its way: a second answer, or one to nobody, does not */
  take(answer: JSONRPCMessage): boolean {
    const id = "method" in answer ? undefined : answer.id;
    const request = id === undefined || id === null ? undefined : this.#pending.get(id);
    if (!request?.inFlight) return false;
    const { message } = request;
    if (provesStable(message)) this.#line.change({ type: "proved" });
    else {
      this.#rule.learn(message.method, answer);
      this.#line.memory.note(message, answer);
    }
    this.#pending.settle(message.id);
    this.#loseIfSettled();
    return true;
  }

  /** The session was lost, with all that was on its way. */
  lost(cause: Error): void {
    this.#forgetDying();
    this.#pending.forgetClosed();
    for (const request of this.#pending.inFlight()) this.#repeatOrFail(request, cause);
  }

  /** A session is open: what has waited is sent. */
  resume(): void {
    for (const request of this.#pending.waiting()) this.#dispatch(request);
  }

  /** There will be no session for what waits. */
  giveUp(cause: Error): void {
    for (const request of this.#pending.waiting())
      this.#pending.fail(request, gaveUp(cause, this.#line.options));
  }

  /** The line was closed. */
  end(error: McpTeamError): void {
    this.#forgetDying();
    for (const request of this.#pending.all()) this.#pending.fail(request, error);
  }

  #dispatch(request: PendingRequest): void {
    const { state, session } = this.#line;
    if (!this.#pending.has(request) || this.#dying?.session === session) return;
    if (state.kind === "connecting" || state.kind === "ready") this.#transmit(request, session);
    else this.#line.change({ type: "wanted" });
  }

  #transmit(request: PendingRequest, session: Session): void {
    request.inFlight = true;
    request.sends += 1;
    const onRequestStreamEnd = () => {
      if (this.#isOnItsWay(request, session)) this.#repeatOrFail(request, session.endedBecause);
    };
    const { message, options } = request;
    session
      .send(message, options ? { ...options, onRequestStreamEnd } : { onRequestStreamEnd })
      .catch((error: Error) => this.#notSent(request, session, error));
  }

  /** The loss of a session has settled what it carried. */
  #isOnItsWay(request: PendingRequest, session: Session): boolean {
    return session === this.#line.session && request.inFlight && this.#pending.has(request);
  }

  #notSent(request: PendingRequest, session: Session, error: Error): void {
    if (!this.#isOnItsWay(request, session)) return;
    // Before the first handshake is done, the client judges by the error as it is.
    if (this.#line.state.kind === "connecting") {
      this.#pending.fail(request, error);
      return;
    }
    const explained = session.transport.explain(error, "call");
    const verdict = judge(explained);
    if (verdict === "unknown") {
      this.#repeatOrFail(request, explained);
      this.#loseIfSettled();
      return;
    }
    request.inFlight = false;
    const tooOften = request.sends >= this.#line.options.maxSends;
    if (verdict === "refused" || tooOften) this.#pending.fail(request, explained);
    // To open the line anew would lose what the server works on.
    const isGone = request.sends >= busySends && this.#isIdle();
    if (verdict === "reopen" || (verdict === "later" && isGone)) this.#loseSoon(session, explained);
    else if (verdict === "later" && !tooOften) void this.#dispatchLater(request);
    this.#loseIfSettled();
  }

  /** What is asked for from now on waits for the next session. */
  #loseSoon(session: Session, cause: Error): void {
    if (this.#dying?.session === session) return;
    const timer = setTimeout(() => this.#line.lose(session, cause), settlingMs);
    this.#dying = { session, cause, timer };
  }

  #loseIfSettled(): void {
    if (this.#dying === undefined || !this.#isIdle()) return;
    const { session, cause } = this.#dying;
    this.#line.lose(session, cause);
  }

  /** Whether the server works on nothing that has an end. */
  #isIdle(): boolean {
    return this.#pending.inFlight().every(isEndless);
  }

  #forgetDying(): void {
    clearTimeout(this.#dying?.timer);
    this.#dying = undefined;
  }

  /** A request that was on its way will get no answer. */
  #repeatOrFail(request: PendingRequest, cause: Error): void {
    const { message, sends } = request;
    const { state, options } = this.#line;
    const safe = this.#rule.allows(message);
    // It is asked for again and again, ever more slowly.
    const endless = isEndless(request);
    if (state.kind === "connecting" || !safe || (sends >= options.maxSends && !endless)) {
      this.#pending.fail(request, lostInFlight(message, { safe, cause, server: options.name }));
      return;
    }
    request.inFlight = false;
    if (state.kind === "failed") this.#pending.fail(request, gaveUp(state.cause, options));
    else if (state.kind !== "ready" && !endless) return;
    // What cut it once may cut it again at once.
    else if (sends > 1 || endless) void this.#dispatchLater(request);
    else this.#dispatch(request);
  }

  async #dispatchLater(request: PendingRequest): Promise<void> {
    const { options, closing } = this.#line;
    // What cuts a connection often goes on for a while, so at least half of the pause is kept.
    const pauseMs = pauseBefore(request.sends, options, () => 0.5 + Math.random() / 2);
    await delay(pauseMs, undefined, { signal: closing, ref: false }).catch(() => {});
    if (this.#line.state.kind === "ready" && !request.inFlight) this.#dispatch(request);
  }
}

/** A stream of notifications is meant to be open for ever. */
function isEndless({ message }: PendingRequest): boolean {
  return message.method === "subscriptions/listen";
}
