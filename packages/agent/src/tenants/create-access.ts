import type { Logger } from "pino";
import { createPrompts } from "../prompts/create-prompts.js";
import type { TeamPrompts } from "../prompts/team-prompts.js";
import { createResources } from "../resources/create-resources.js";
import { Subscriptions } from "../resources/subscriptions.js";
import type { TeamResources } from "../resources/team-resources.js";
import type { SharedServers, TenantsSetup } from "./open-servers.js";
import { sharedAccess, type TeamAccess } from "./run-access.js";
import { scopedPrompts, scopedResources } from "./scoped-resources.js";
import { Tenants } from "./tenants.js";

/** What a team's runs work with, and what the team itself shows of it. */
export interface TeamAccessParts {
  readonly access: TeamAccess;
  readonly tenants: Tenants | undefined;
  readonly resources: TeamResources;
  readonly prompts: TeamPrompts;
}

/** Gives each run the servers that all share and, with tenants, those of its principal. */
export function createAccess({
  connections,
  toolset,
  tenants: setup,
  logger,
}: Omit<SharedServers, "subscriptions"> & {
  readonly tenants?: TenantsSetup;
  readonly logger?: Logger;
}): TeamAccessParts {
  const subscriptions = new Subscriptions(logger);
  const resources = createResources(connections.all, logger, subscriptions);
  const prompts = createPrompts(connections.all, logger);
  const shared = { toolset, resources, prompts };
  if (setup === undefined) return { access: sharedAccess(shared), tenants: undefined, resources, prompts };
  const tenants = new Tenants(setup, { connections, toolset, subscriptions });
  return {
    access: tenants,
    tenants,
    resources: scopedResources(shared, tenants),
    prompts: scopedPrompts(shared, tenants),
  };
}
