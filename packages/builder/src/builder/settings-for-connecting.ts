import type { TenantsOptions, TenantsSetup } from "@mcp-team/agent";
import type { Models } from "../model/models.js";
import type { FixedServer } from "../servers/define-server.js";
import type { ServerConfig } from "../servers/server-config.js";
import type { TeamSettings } from "../settings/team-settings.js";
import type { ConnectionRuntime } from "./load-runtime.js";
import type { AccessOptions, AccessTargets, ConnectedServers } from "./server-access.js";

/** The servers that all runs of a team share, and what they may ask: made of its settings, when the runtime is there. */
export function sharedTargets(
  settings: TeamSettings,
  servers: readonly ServerConfig[],
  models: Models,
): (runtime: ConnectionRuntime) => AccessTargets {
  const { values } = settings.once;
  const { logger } = values;
  const shared = servers.filter((server) => !settings.isPerPrincipal(server));
  return ({ defineServer, createFeatures }) => ({
    definitions: shared.map((server) => defineServer(server as FixedServer, { logger })),
    features: createFeatures(values, models),
  });
}

/** How its settings say to connect. */
export function accessOptions(settings: TeamSettings): AccessOptions {
  const { values } = settings.once;
  const { skipFailedServers = false, testConnectionBeforeBuild = false, logLevel, logger } = values;
  return {
    skipFailedServers,
    logLevel,
    check: testConnectionBeforeBuild,
    naming: values.toolNaming,
    pins: settings.openToolPins?.(),
    reserved: new Set(settings.localNames),
    logger,
  };
}

/** What the runs of each principal get besides what all share. */
export function tenantsSetup(
  { createFeatures, definePrincipalServer }: ConnectionRuntime,
  settings: TeamSettings,
  models: Models,
  tenants: TenantsOptions,
  servers: readonly ServerConfig[],
  { features: { roots }, pins }: ConnectedServers,
): TenantsSetup {
  const { values } = settings.once;
  const { skipFailedServers = false, toolNaming: naming, logLevel, logger } = values;
  const onDemand = servers.filter((server) => settings.isPerPrincipal(server));
  return {
    ...tenants,
    servers: onDemand.map((server) => definePrincipalServer(server, { logger })),
    order: servers.map(({ name }) => name),
    connect: { skipFailedServers, logLevel, logger },
    features: () => createFeatures(values, models, roots).all,
    toolset: { naming, reserved: new Set(settings.localNames), pins, skipFailedServers, logger },
  };
}
