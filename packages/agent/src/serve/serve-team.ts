import type { AgentTeam } from "../team/agent-team.js";
import { checkReach, checkServeOptions } from "./check-serve-options.js";
import { checkTeam } from "./check-team.js";
import { Guard } from "./guard/guard.js";
import { createOffer } from "./offer/create-offer.js";
import {
  type HttpServedTeam,
  type HttpServeOptions,
  type ServedTeam,
  type ServeOptions,
  type StdioServeOptions,
  serveDefaults,
} from "./serve-options.js";

/**
 * Serves a team as an MCP server, in both eras of the protocol: other teams, and every MCP client, can use it.
 *
 * @param team - one that is built; it is not closed with what serves it
 * @throws ConfigurationError with all that is wrong with the options, or when there is no team that is built
 * @throws ConnectionError when the address cannot be listened on
 * @example
 * ```ts
 * await using served = await serveTeam(team, { transport: "http", port: 8080 });
 * console.log(served.url); // http://127.0.0.1:8080/mcp
 * ```
 */
export async function serveTeam(team: AgentTeam, options: HttpServeOptions): Promise<HttpServedTeam>;
export async function serveTeam(team: AgentTeam, options: StdioServeOptions): Promise<ServedTeam>;
export async function serveTeam(team: AgentTeam, options: ServeOptions): Promise<ServedTeam> {
  checkTeam(team);
  checkServeOptions(options);
  const { expose = serveDefaults.expose, drainTimeoutMs = serveDefaults.drainTimeoutMs, logger } = options;
  const { resources, prompts } = options;
  const offered = { expose, resources, prompts, logger };
  // The SDKs of servers are loaded when somebody serves, so that importing the package stays quick.
  if (options.transport === "stdio") {
    const { serveOverStdio } = await import("./stdio/serve-over-stdio.js");
    return serveOverStdio(createOffer(team, offered), { drainTimeoutMs, logger });
  }
  const settings = { ...serveDefaults, ...options };
  checkReach(settings);
  const { auth, ...rest } = settings;
  const guard = new Guard({ ...settings, resourcePath: settings.path });
  const { serveOverHttp } = await import("./http/serve-over-http.js");
  // From here on nobody holds a key: the guard has their hashes.
  return serveOverHttp(createOffer(team, { ...offered, context: settings.context }), rest, guard);
}
