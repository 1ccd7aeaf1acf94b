import type { Level, Logger } from "pino";
import type { ServerLog } from "./connection-events.js";

/** The levels of the protocol, and pino's. Source: MCP specification, Logging; RFC 5424. */
const levels: Readonly<Record<ServerLog["level"], Level>> = {
  debug: "debug",
  info: "info",
  notice: "info",
  warning: "warn",
  error: "error",
  critical: "fatal",
  alert: "fatal",
  emergency: "fatal",
};

/** The levels that servers can be asked for, from the least serious on. */
export const logLevels = Object.keys(levels);

/** Writes a log message of a server to the log of the team. @param logger - one that names the server */
export function logServerMessage(logger: Logger, { level, logger: source, data }: ServerLog): void {
  const facts = { mcpLevel: level, ...(source !== undefined && { mcpLogger: source }) };
  const pinoLevel = Object.hasOwn(levels, level) ? levels[level] : undefined;
  if (typeof data === "string") logger[pinoLevel ?? "info"](facts, "%s", data);
  else logger[pinoLevel ?? "info"]({ ...facts, data }, "log message of the server");
}
