import type { ClientFeature } from "../connection/client-feature.js";
import type { Connection, ConnectionOptions } from "../connection/connection.js";
import { type Connections, type ConnectOptions, connectServers } from "../connection/connections.js";
import { createPrompts } from "../prompts/create-prompts.js";
import type { TeamPrompts } from "../prompts/team-prompts.js";
import { createResources } from "../resources/create-resources.js";
import type { Subscriptions } from "../resources/subscriptions.js";
import type { TeamResources } from "../resources/team-resources.js";
import { ToolLists } from "../toolset/tool-lists.js";
import { Toolset, type ToolsetOptions } from "../toolset/toolset.js";
import type { Principal } from "./principal.js";
import type { PrincipalServer, TenantsOptions } from "./tenant-options.js";

/** What tenants are made of. */
export interface TenantsSetup extends TenantsOptions {
  /** The servers that are connected to for each principal. */
  readonly servers: readonly PrincipalServer[];
  /** The names of all servers, those that are shared included, in the order in which they are shown. */
  readonly order: readonly string[];
  /** How to connect to them. */
  readonly connect: Omit<ConnectOptions, "features" | "lists" | "signal">;
  /** What servers may ask of the client: made anew for each principal, so that nothing it keeps is shared. */
  readonly features: () => readonly ClientFeature[];
  readonly toolset: Omit<ToolsetOptions, "shared" | "lists">;
}

/** What the servers of a principal share with those of all others. */
export interface SharedServers {
  readonly connections: Connections;
  readonly toolset: Toolset;
  /** A server is asked once for each resource, for all principals: the end of one subscription would end the others. */
  readonly subscriptions: Subscriptions;
}

/** What a run has to work with: the servers that all share, and those of its principal. */
export interface OpenServers {
  readonly toolset: Toolset;
  readonly resources: TeamResources;
  readonly prompts: TeamPrompts;
  /** Those of the principal alone. */
  readonly connections: Connections;
}

/**
 * Connects to the servers of a principal, and merges their tools with those that all share.
 *
 * @param context - gives the context of the run that took them last
 * @throws as `connectServers` and `Toolset.create`; nothing is left running
 */
export async function openServers(
  { servers, order, connect, features, toolset: toolsetOptions }: TenantsSetup,
  shared: SharedServers,
  { id }: Principal,
  { context, signal }: { readonly context: () => unknown; readonly signal: AbortSignal },
): Promise<OpenServers> {
  const logger = connect.logger?.child({ principal: id });
  const common = { ...(logger && { logger }) };
  const definitions = await Promise.all(
    servers.map(async (server) => server.define({ context, principal: id })),
  );
  const lists = new ToolLists();
  const connections = await connectServers(definitions, {
    ...(connect as ConnectionOptions),
    ...common,
    lists,
    features: features(),
    signal,
  });
  try {
    const all = inOrder([...shared.connections.all, ...connections.all], order);
    const toolset = await Toolset.create(all, {
      ...toolsetOptions,
      ...common,
      lists,
      shared: shared.toolset,
    });
    signal.throwIfAborted();
    const close = async () => {
      toolset.close();
      await connections.close();
    };
    return {
      connections: { ...connections, close },
      toolset,
      resources: createResources(all, logger, shared.subscriptions),
      prompts: createPrompts(all, logger),
    };
  } catch (error) {
    await connections.close();
    throw error;
  }
}

function inOrder(connections: readonly Connection[], order: readonly string[]): Connection[] {
  return [...connections].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}
