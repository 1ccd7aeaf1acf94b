import type { TransportKind } from "@mcp-team/transports";
import type { ServerDefinition } from "../server-definition.js";
import type { ContextOption } from "../team/context-types.js";
import type { NeedOf } from "../team/team-types.js";

/** How one team serves many users. `Context` is what its runs are given as `context`. */
export interface TenantsOptions<Context = unknown> {
  /**
   * Whom a run is for: runs of the same principal share connections, runs of two principals never do. Not empty.
   *
   * @param context - the `context` of the run
   */
  principal(context: Context): string;
  /**
   * Which tenant the principal belongs to: a principal of the same name in another tenant is somebody else.
   * @default each principal is a tenant of its own
   */
  tenant?(context: Context): string;
  /** How many connections of all principals are open at once. A replica of a server counts as one. @default 100 */
  readonly maxConnections?: number;
  /** How many connections of one tenant are open at once. @default as many as `maxConnections` */
  readonly maxConnectionsPerTenant?: number;
  /** How long connections that nobody uses stay open, in milliseconds. @default 300_000 */
  readonly idleMs?: number;
  /** How long a run waits for a connection when all are in use, in milliseconds. @default 30_000 */
  readonly waitMs?: number;
  /**
   * A context to try the servers with: `build()` connects to them for it, and fails when they do.
   * @default they are connected to when a run needs them
   */
  readonly probe?: Context;
}

export const tenantDefaults = { maxConnections: 100, idleMs: 300_000, waitMs: 30_000 } as const;

/** What tenants say of a team's runs: each has to have a context. */
export interface TenantTypes<Context> {
  readonly options: ContextOption<Context>;
  readonly needs: NeedOf<Context>;
}

/** A server that is connected to for each principal by itself. */
export interface PrincipalServer {
  readonly name: string;
  readonly kind: TransportKind;
  /** Which of its options depend on the context, such as `headers`: errors name them. */
  readonly options: readonly string[];
  /** How many lines one connection to it is: the number of its replicas. */
  readonly size: number;
  /** Makes its definition for one principal. */
  define(principal: ServerPrincipal): ServerDefinition | Promise<ServerDefinition>;
}

/** Whom a server is connected to for. */
export interface ServerPrincipal {
  /** Gives the context of the run that took the connection last. */
  readonly context: () => unknown;
  /** Tells principals apart: what `principalId` gives. */
  readonly principal: string;
}
