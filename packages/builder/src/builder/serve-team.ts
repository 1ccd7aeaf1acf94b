import type {
  AgentTeam,
  HttpServedTeam,
  HttpServeOptions,
  ServedTeam,
  StdioServeOptions,
} from "@mcp-team/agent";
import { loadTeamRuntime } from "./load-runtime.js";

/**
 * Serves a team as an MCP server, in both eras of the protocol: other teams, and every MCP client, can use it.
 *
 * @throws ConfigurationError with all that is wrong with the options
 * @throws ConnectionError when the address cannot be listened on
 * @example
 * ```ts
 * await using served = await serveTeam(team, { transport: "http", port: 8080 });
 * console.log(served.url); // http://127.0.0.1:8080/mcp
 * ```
 */
export async function serveTeam(team: AgentTeam, options: HttpServeOptions): Promise<HttpServedTeam>;
export async function serveTeam(team: AgentTeam, options: StdioServeOptions): Promise<ServedTeam>;
export async function serveTeam(
  team: AgentTeam,
  options: HttpServeOptions | StdioServeOptions,
): Promise<ServedTeam> {
  const runtime = await loadTeamRuntime();
  return runtime.serveTeam(team, options as StdioServeOptions);
}
