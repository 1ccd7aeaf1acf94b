// All that a team runs on besides its connections: LangChain's agent and LangGraph.
export {
  checkPinnedResources,
  createTeam,
  createTeamCallable,
  probeTenants,
  serveTeam,
} from "@mcp-team/agent";
