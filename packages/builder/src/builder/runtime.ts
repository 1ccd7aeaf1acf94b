// All that a team runs on: LangChain, the SDK and the transports.
export {
  checkPinnedResources,
  connectServers,
  createTeam,
  createTeamCallable,
  probeTenants,
  serveTeam,
  Toolset,
} from "@mcp-team/agent";
export { defineServer } from "../servers/define-server.js";
export { definePrincipalServer } from "../servers/principal-servers.js";
export { createFeatures } from "./client-features.js";
