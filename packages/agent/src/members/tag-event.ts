import type { TeamStreamEvent } from "../toolset/stream-events.js";

/** Notes on an event of a team that it passed this team. What is no event of ours is wrapped, so that it can be told, too. */
export function tagEvent(team: string, event: unknown): TeamStreamEvent {
  if (!isOurs(event)) return { type: "team_custom", team: [team], data: event };
  return { ...event, team: [team, ...(event.team ?? [])] };
}

const types: ReadonlySet<unknown> = new Set<TeamStreamEvent["type"]>([
  "mcp_progress",
  "mcp_log",
  "team_tool_call",
  "team_tool_result",
  "team_custom",
]);

function isOurs(event: unknown): event is TeamStreamEvent {
  return typeof event === "object" && event !== null && "type" in event && types.has(event.type);
}
