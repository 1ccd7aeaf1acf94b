import type { RateLimit } from "@mcp-team/transports";
import { rateLimitDefaults } from "@mcp-team/transports/settings";
import type { ServerConfig, StdioServerConfig } from "./server-config.js";
import type { ServerDefaults, StdioServerOptions } from "./server-options.js";

type Written = Pick<StdioServerOptions, "rateLimit" | "limits" | "sandbox">;

/** A server's own rate limit, or else the team's: a part of one and a part of the other would be neither. */
export function completeRateLimit(
  { rateLimit: own }: Written,
  { rateLimit: team }: ServerDefaults,
): Pick<ServerConfig, "rateLimit"> {
  const limit = own ?? team;
  return limit ? { rateLimit: withDefaults(limit) } : {};
}

/** The limits of a server's process are completed by the team's; a sandbox of its own takes the place of the team's. */
export function completeConfinement(
  own: Written,
  team: ServerDefaults,
): Pick<StdioServerConfig, "limits" | "sandbox"> {
  const limits = own.limits === false ? {} : { ...(team.limits || {}), ...own.limits };
  const sandbox = own.sandbox ?? team.sandbox;
  return { ...(Object.keys(limits).length > 0 && { limits }), ...(sandbox && { sandbox }) };
}

function withDefaults({ calls, perMs = rateLimitDefaults.perMs, ...rest }: RateLimit): RateLimit {
  return { ...(calls !== undefined && { calls, perMs }), maxQueued: rateLimitDefaults.maxQueued, ...rest };
}
