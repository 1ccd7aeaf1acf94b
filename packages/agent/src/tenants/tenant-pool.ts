import { ConnectionError } from "@mcp-team/transports";
import { settledOrAborted } from "../connection/settled-or-aborted.js";
import { type Caps, makeRoom, type Occupant } from "./make-room.js";
import type { OpenServers } from "./open-servers.js";
import type { Principal } from "./principal.js";
import { PrincipalServers, type PrincipalServersOptions } from "./principal-servers.js";
import { Waiter } from "./waiter.js";

/** How a pool opens servers, and how many. */
export interface TenantPoolOptions extends Caps {
  /** How many connections the servers of one principal are. */
  readonly size: number;
  /** In milliseconds. */
  readonly idleMs: number;
  /** In milliseconds. */
  readonly waitMs: number;
  /** Keep those of which one is lost: it is tried again in the background. Others are opened anew. */
  readonly keepBroken: boolean;
  readonly open: (
    principal: Principal,
    ...how: Parameters<PrincipalServersOptions["open"]>
  ) => Promise<OpenServers>;
  /** Something changed that statuses show. */
  readonly onChange: () => void;
}

/** The right to use the servers of a principal until it is disposed. */
export interface Lease extends Disposable {
  readonly servers: OpenServers;
}

/** How long to wait for a lease. */
export interface LeaseOptions {
  readonly signal?: AbortSignal | undefined;
  /** In milliseconds. @default the pool's */
  readonly waitMs?: number | undefined;
}

/**
 * The servers of the principals that need them. Opened when first needed, shared by the runs of a principal, closed when nobody has
 * used them for a while, or when others need the room. Those who wait for room get it in their order.
 */
export class TenantPool {
  readonly #options: TenantPoolOptions;
  readonly #open = new Map<string, PrincipalServers>();
  readonly #closing = new Set<PrincipalServers>();
  #waiting: readonly Waiter[] = [];
  #closed: Promise<void> | undefined;

  constructor(options: TenantPoolOptions) {
    this.#options = options;
  }

  /** Those that are open, or are being opened. */
  get open(): readonly PrincipalServers[] {
    return [...this.#open.values()];
  }

  /**
   * Gives the servers of a principal, connected.
   *
   * @param context - what they are given from now on depends on it
   * @throws TimeoutError when all connections stay in use, the error of a server that does not connect
   */
  async lease(principal: Principal, context: unknown, { signal, waitMs }: LeaseOptions = {}): Promise<Lease> {
    if (this.#closed) throw closed();
    signal?.throwIfAborted();
    const waiter = new Waiter(principal, context, {
      caps: this.#options,
      waitMs: waitMs ?? this.#options.waitMs,
      signal,
    });
    this.#waiting = [...this.#waiting, waiter];
    this.#serve();
    const held = await waiter.given.catch((error: unknown) => {
      this.#leave(waiter);
      throw error;
    });
    let released = false;
    const release = () => {
      if (!released) held.release();
      released = true;
    };
    try {
      const servers = await (signal ? settledOrAborted(held.ready, signal) : held.ready);
      return { servers, [Symbol.dispose]: release };
    } catch (error) {
      release();
      throw this.#closed ? closed() : error;
    }
  }

  /** Closes all, and gives nothing any more. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    for (const waiter of this.#waiting) waiter.refuse(closed());
    for (const servers of this.open) this.#end(servers);
    await Promise.all([...this.#closing].map((servers) => servers.close()));
  }

  #leave(waiter: Waiter): void {
    this.#waiting = this.#waiting.filter((each) => each !== waiter);
    // It may have been what others waited behind.
    this.#serve();
  }

  /** Gives those who wait what there is, in their order. Who comes later does not take the room of who came before. */
  #serve(): void {
    if (this.#closed) return;
    const taken: Occupant[] = [...this.open, ...this.#closing];
    const seen = new Set<string>();
    for (const waiter of this.#waiting) {
      const { principal } = waiter;
      if (waiter.isSettled) continue;
      const known = this.#open.get(principal.key);
      if (known?.use === "idle") this.#endIfBroken(known);
      const usable = this.#open.get(principal.key);
      if (usable) this.#give(waiter, usable);
      if (usable || seen.has(principal.key)) continue;
      seen.add(principal.key);
      const wanted = { tenant: principal.tenant, size: this.#options.size, use: "held", usedAt: 0 } as const;
      const room = makeRoom(taken, wanted, this.#options);
      if (room.kind === "free") taken.push(this.#openFor(waiter));
      if (room.kind === "close")
        for (const each of room.occupants) if (each instanceof PrincipalServers) this.#end(each);
      waiter.cap = room.kind === "wait" ? room.cap : undefined;
      if (room.kind === "close" || (room.kind === "wait" && room.cap !== "maxConnectionsPerTenant"))
        taken.push(wanted);
    }
    this.#options.onChange();
  }

  #openFor(waiter: Waiter): PrincipalServers {
    const { principal } = waiter;
    const { size, idleMs, open } = this.#options;
    const servers: PrincipalServers = new PrincipalServers({
      principal,
      size,
      idleMs,
      open: (...how) => open(principal, ...how),
      onIdle: () => this.#whenIdle(servers),
      onExpired: () => this.#end(servers),
      onGone: () => this.#whenGone(servers),
    });
    this.#open.set(principal.key, servers);
    this.#give(waiter, servers);
    return servers;
  }

  #give(waiter: Waiter, servers: PrincipalServers): void {
    this.#waiting = this.#waiting.filter((each) => each !== waiter);
    servers.hold(waiter.context);
    waiter.give(servers);
  }

  #end(servers: PrincipalServers): void {
    this.#open.delete(servers.principal.key);
    this.#closing.add(servers);
    void servers.close();
    this.#options.onChange();
  }

  #whenIdle(servers: PrincipalServers): void {
    this.#endIfBroken(servers);
    this.#serve();
  }

  /** Nothing would bring them back. */
  #endIfBroken(servers: PrincipalServers): void {
    const isOpen = this.#open.get(servers.principal.key) === servers;
    if (isOpen && servers.isBroken && !this.#options.keepBroken) this.#end(servers);
  }

  #whenGone(servers: PrincipalServers): void {
    this.#closing.delete(servers);
    if (this.#open.get(servers.principal.key) === servers) this.#open.delete(servers.principal.key);
    this.#serve();
  }
}

function closed(): ConnectionError {
  return new ConnectionError("The team was closed, and the connections of its principals with it.", {
    hint: "Build a new team.",
  });
}
