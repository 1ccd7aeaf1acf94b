import type { Connection } from "../connection/connection.js";
import type { Occupant } from "./make-room.js";
import type { OpenServers } from "./open-servers.js";
import type { Principal } from "./principal.js";
import { contextOfRun } from "./run-context.js";

/** How the servers of a principal are opened, and who is told what becomes of them. */
export interface PrincipalServersOptions {
  readonly principal: Principal;
  /** How many connections they are. */
  readonly size: number;
  /** How long they stay open when nobody uses them, in milliseconds. */
  readonly idleMs: number;
  readonly open: (context: () => unknown, signal: AbortSignal) => Promise<OpenServers>;
  /** Nobody uses them any more. */
  readonly onIdle: () => void;
  /** Nobody has used them for `idleMs`. */
  readonly onExpired: () => void;
  /** They are closed, or could not be opened: their room is free. */
  readonly onGone: () => void;
}

type State =
  | { readonly kind: "opening" }
  | { readonly kind: "open"; readonly servers: OpenServers }
  | { readonly kind: "closing"; readonly closed: Promise<void> };

/** Counts the uses of all principals, to know whose servers were used last. */
let uses = 0;

/** The servers of one principal, from their opening to their end. */
export class PrincipalServers implements Occupant {
  readonly principal: Principal;
  readonly size: number;
  /** Resolves when they are connected. */
  readonly ready: Promise<OpenServers>;
  readonly #options: PrincipalServersOptions;
  readonly #stop = new AbortController();
  #state: State = { kind: "opening" };
  #context: unknown;
  #holders = 0;
  #usedAt = 0;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: PrincipalServersOptions) {
    this.#options = options;
    this.principal = options.principal;
    this.size = options.size;
    this.ready = this.#open();
    // Whoever holds them is told; perhaps nobody does any more.
    this.ready.catch(() => {});
  }

  get tenant(): string {
    return this.principal.tenant;
  }

  get usedAt(): number {
    return this.#usedAt;
  }

  get use(): Occupant["use"] {
    if (this.#state.kind === "closing") return "closing";
    return this.#holders > 0 || this.#isCalled ? "held" : "idle";
  }

  /** One of them is lost, and not by itself found again. */
  get isBroken(): boolean {
    return this.connections.some(({ state }) => state === "failed");
  }

  get connections(): readonly Connection[] {
    return this.servers?.connections.all ?? [];
  }

  get servers(): OpenServers | undefined {
    return this.#state.kind === "open" ? this.#state.servers : undefined;
  }

  /** @param context - the context of the run that takes them: what they are given from now on depends on it */
  hold(context: unknown): void {
    this.#context = context;
    this.#holders += 1;
    this.#usedAt = ++uses;
    clearTimeout(this.#idleTimer);
  }

  release(): void {
    this.#holders -= 1;
    this.#usedAt = ++uses;
    this.#settle();
  }

  /** Ends an opening that is under way, too. Idempotent, never rejects. */
  close(): Promise<void> {
    if (this.#state.kind === "closing") return this.#state.closed;
    clearTimeout(this.#idleTimer);
    const closed = this.#close(this.servers).then(this.#options.onGone);
    this.#state = { kind: "closing", closed };
    return closed;
  }

  /** What nobody asks for at this moment, such as a stream, is asked for with the context that came last. */
  get #contextNow(): unknown {
    const run = contextOfRun(this.principal.key);
    return run ? run.context : this.#context;
  }

  /** Calls that wait for a person go on while their run is interrupted. */
  get #isCalled(): boolean {
    return this.connections.some(({ calls }) => calls.all.length > 0);
  }

  async #open(): Promise<OpenServers> {
    try {
      // Whoever made this holds it first, so that there is a context.
      await Promise.resolve();
      const servers = await this.#options.open(() => this.#contextNow, this.#stop.signal);
      if (this.#state.kind === "opening") this.#state = { kind: "open", servers };
      for (const { calls } of servers.connections.all) calls.onEmpty = () => this.#settle();
      return servers;
    } catch (error) {
      if (this.#state.kind === "opening") {
        this.#state = { kind: "closing", closed: Promise.resolve() };
        this.#options.onGone();
      }
      throw error;
    }
  }

  async #close(servers: OpenServers | undefined): Promise<void> {
    this.#stop.abort();
    const opened = servers ?? (await this.ready.catch(() => undefined));
    await opened?.connections.close().catch(() => {});
  }

  #settle(): void {
    if (this.use !== "idle") return;
    clearTimeout(this.#idleTimer);
    // It keeps no program alive that has nothing else to do.
    this.#idleTimer = setTimeout(() => {
      if (this.use === "idle") this.#options.onExpired();
    }, this.#options.idleMs).unref();
    this.#options.onIdle();
  }
}
