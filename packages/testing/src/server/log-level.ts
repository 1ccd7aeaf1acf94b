/** The levels of log messages, from the least serious on. Source: MCP specification, Logging; RFC 5424. */
export const logLevels = [
  "debug",
  "info",
  "notice",
  "warning",
  "error",
  "critical",
  "alert",
  "emergency",
] as const;

/** How serious a log message is. */
export type LogLevel = (typeof logLevels)[number];

/** Whether a message is serious enough for who asked for a level. */
export function reaches(level: LogLevel, least: LogLevel): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(least);
}
