import { TimeoutError } from "@mcp-team/transports";
import type { Caps } from "./make-room.js";
import type { Principal } from "./principal.js";
import type { PrincipalServers } from "./principal-servers.js";

/** How long somebody waits, and for what. */
export interface WaiterOptions {
  readonly caps: Caps;
  /** In milliseconds. */
  readonly waitMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Somebody who needs the servers of a principal, until they are given, or it has taken too long. */
export class Waiter {
  readonly principal: Principal;
  readonly context: unknown;
  readonly given: Promise<PrincipalServers>;
  /** What is full. */
  cap: keyof Caps | undefined;
  /** It has what it waited for, or was told that it will not get it. */
  isSettled = false;
  give!: (servers: PrincipalServers) => void;
  refuse!: (reason: unknown) => void;

  constructor(principal: Principal, context: unknown, { caps, waitMs, signal }: WaiterOptions) {
    this.principal = principal;
    this.context = context;
    const { promise, resolve, reject } = withResolvers<PrincipalServers>();
    const timer = setTimeout(() => this.refuse(this.#tooLate(caps, waitMs)), waitMs);
    // The time of a run that is up says less than what it was waiting for.
    const abort = () => this.refuse(isTimeUp(signal) ? this.#tooLate(caps, waitMs) : signal?.reason);
    const settle = () => {
      this.isSettled = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
    signal?.addEventListener("abort", abort, { once: true });
    this.give = (servers) => {
      settle();
      resolve(servers);
    };
    this.refuse = (reason) => {
      settle();
      reject(reason);
    };
    this.given = promise;
  }

  #tooLate(caps: Caps, waitMs: number): TimeoutError {
    const { cap } = this;
    const full =
      cap === undefined
        ? "others have to be closed first, and are not"
        : `all that ${cap} (${caps[cap]}) allows are in use`;
    return new TimeoutError(
      `No connection was free for principal ${this.principal.id} within ${waitMs} ms: ${full}.`,
      {
        timeoutMs: waitMs,
        hint: cap
          ? `Raise ${cap} or waitMs in withTenants(), or start fewer runs at once.`
          : "Raise waitMs in withTenants().",
      },
    );
  }
}

function isTimeUp(signal: AbortSignal | undefined): boolean {
  return signal?.reason instanceof DOMException && signal.reason.name === "TimeoutError";
}

function withResolvers<T>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
