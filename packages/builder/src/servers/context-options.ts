import { dependsOnPrincipal } from "./bind-context.js";
import type { ServerConfig } from "./server-config.js";

/** The options of a server that depend on whom a run is for. */
export function contextOptions(server: ServerConfig): string[] {
  const options = typeof server.env === "function" ? ["env"] : [];
  if (server.transport === "stdio") return options;
  if (typeof server.headers === "function") options.push("headers");
  if (dependsOnPrincipal(server.auth)) options.push("auth");
  return options;
}
