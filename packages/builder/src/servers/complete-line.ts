import { reconnectDefaults } from "@mcp-team/transports/settings";
import type { ServerConfig } from "./server-config.js";
import type { ServerDefaults, ServerOptions } from "./server-options.js";

type LineOptions = Pick<ServerOptions, "maxCallTimeoutMs" | "toolTimeouts" | "reconnect">;

/** Puts the defaults of what keeps a line in their places. A server's own policy is completed by the team's. */
export function completeLine(
  written: LineOptions,
  defaults: ServerDefaults,
): Pick<ServerConfig, "maxCallTimeoutMs" | "toolTimeouts" | "reconnect"> {
  const maxCallTimeoutMs = written.maxCallTimeoutMs ?? defaults.maxCallTimeoutMs;
  const toolTimeouts = { ...written.toolTimeouts, ...rest(defaults.toolTimeouts, written.toolTimeouts) };
  return {
    ...(maxCallTimeoutMs !== undefined && { maxCallTimeoutMs }),
    ...(Object.keys(toolTimeouts).length > 0 && { toolTimeouts }),
    reconnect: completePolicy(written.reconnect, defaults.reconnect),
  };
}

function completePolicy(
  own: LineOptions["reconnect"],
  team: LineOptions["reconnect"],
): ServerConfig["reconnect"] {
  if (own === false || (own === undefined && team === false)) return false;
  return { ...reconnectDefaults, ...(team || {}), ...own };
}

/** What the team says of patterns that the server does not speak of: the server's own come first. */
function rest(team: LineOptions["toolTimeouts"] = {}, own: LineOptions["toolTimeouts"] = {}) {
  return Object.fromEntries(Object.entries(team).filter(([pattern]) => !(pattern in own)));
}
