import type { AgentTeam } from "./agent-team.js";
import { McpTeam } from "./mcp-team.js";

/**
 * Connects to the servers of a principal before any run needs them. They stay connected as after a run.
 *
 * @param context - as a run of that principal has it
 * @throws the error of a server that does not connect
 */
export async function probeTenants(team: AgentTeam, context: unknown): Promise<void> {
  if (team instanceof McpTeam) await team.probe(context);
}
