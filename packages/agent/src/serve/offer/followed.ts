import type { AgentTeam } from "../../team/agent-team.js";
import type { FromServer } from "../../team/team-events.js";
import type { Offer, OfferedList } from "./offer.js";

type Change = "toolsChanged" | "resourcesChanged" | "promptsChanged";

/** Tells listeners of the changes of lists. There may be many sessions: the team has one listener for each list. */
export function followed(
  team: AgentTeam,
  lists: Readonly<Record<Change, OfferedList | false>>,
): Offer["onChange"] {
  const listeners = new Set<Parameters<Offer["onChange"]>[0]>();
  const events = Object.entries(lists).flatMap(([event, list]) => {
    if (list === false) return [];
    const tell = ({ principal }: FromServer) => {
      // What belongs to one principal is of no concern to the others.
      if (principal === undefined) for (const listener of listeners) listener(list);
    };
    return [{ event: event as Change, tell }];
  });
  return (listener) => {
    if (listeners.size === 0) for (const { event, tell } of events) team.on(event, tell);
    listeners.add(listener);
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      for (const { event, tell } of events) team.off(event, tell);
    };
  };
}
