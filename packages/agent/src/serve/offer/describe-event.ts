import type { TeamStreamEvent } from "../../toolset/stream-events.js";

/** Says what a team does, in a few words for people. */
export function describeEvent(event: TeamStreamEvent): string | undefined {
  const what = describe(event);
  return what && [...(event.team ?? []), what].join(" > ");
}

function describe(event: TeamStreamEvent): string | undefined {
  switch (event.type) {
    case "team_tool_call":
      return `calls ${event.tool}`;
    case "team_tool_result":
      return event.status === "error" ? `${event.tool} failed` : `${event.tool} answered`;
    case "mcp_progress": {
      const { tool, progress, total, message } = event;
      return `${tool}: ${message ?? (total === undefined ? progress : `${progress} of ${total}`)}`;
    }
    case "mcp_log":
    case "team_custom":
      return undefined;
  }
}
