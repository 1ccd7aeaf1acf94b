import { EventEmitter } from "node:events";
import type { ServerStatus } from "../connection/server-status.js";
import { describeOnDemand } from "./describe-on-demand.js";
import { type OpenServers, openServers, type SharedServers, type TenantsSetup } from "./open-servers.js";
import { type Principal, principalOf } from "./principal.js";
import type { AccessOptions, RunAccess, TeamAccess } from "./run-access.js";
import { withinRun } from "./run-context.js";
import { tenantDefaults } from "./tenant-options.js";
import { TenantPool } from "./tenant-pool.js";

/** What tenants tell, as the arguments of each event. */
interface TenantsEvents {
  /** Servers of a principal are connected. */
  readonly opened: [principal: Principal, servers: OpenServers];
  /** What is shown of the servers changed. */
  readonly changed: [];
}

/** The users of a team: each run is given the servers of its principal. */
export class Tenants implements TeamAccess {
  readonly events = new EventEmitter<TenantsEvents>();
  readonly #setup: TenantsSetup;
  readonly #pool: TenantPool;

  constructor(setup: TenantsSetup, shared: SharedServers) {
    this.#setup = setup;
    const { servers, maxConnections = tenantDefaults.maxConnections } = setup;
    this.#pool = new TenantPool({
      maxConnections,
      maxConnectionsPerTenant: setup.maxConnectionsPerTenant ?? maxConnections,
      idleMs: setup.idleMs ?? tenantDefaults.idleMs,
      waitMs: setup.waitMs ?? tenantDefaults.waitMs,
      keepBroken: setup.connect.skipFailedServers ?? false,
      size: servers.reduce((sum, { size }) => sum + size, 0),
      open: async (principal, context, signal) => {
        const opened = await openServers(setup, shared, principal, { context, signal });
        this.events.emit("opened", principal, opened);
        return opened;
      },
      onChange: () => void this.events.emit("changed"),
    });
  }

  /** The names of the servers that are connected to for each principal. */
  get serverNames(): readonly string[] {
    return this.#setup.servers.map(({ name }) => name);
  }

  /** Those servers as they are now. */
  get statuses(): ServerStatus[] {
    return this.#setup.servers.map((server) => describeOnDemand(server, this.#pool.open));
  }

  /** The names of all servers of the team, in the order in which they are shown. */
  get order(): readonly string[] {
    return this.#setup.order;
  }

  get servers(): TenantsSetup["servers"] {
    return this.#setup.servers;
  }

  ownerOf(context: unknown): string {
    return this.#principalOf(context).id;
  }

  async enter(context: unknown, { signal, timeoutMs }: AccessOptions = {}): Promise<RunAccess> {
    const { waitMs = tenantDefaults.waitMs } = this.#setup;
    const principal = this.#principalOf(context);
    const time = Math.min(waitMs, timeoutMs ?? waitMs);
    const lease = await this.#pool.lease(principal, context, { signal, waitMs: time });
    const { toolset, resources, prompts } = lease.servers;
    return {
      toolset,
      resources,
      prompts,
      within: (action) => withinRun(principal.key, context, action),
      [Symbol.dispose]: () => lease[Symbol.dispose](),
    };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #principalOf(context: unknown): Principal {
    return principalOf(this.#setup, context, this.#setup.servers);
  }
}
