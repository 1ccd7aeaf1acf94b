import { ConfigurationError } from "@mcp-team/transports";
import type { Logger } from "pino";
import type { AgentTeam } from "../../team/agent-team.js";
import type { TeamEvents } from "../../team/team-events.js";
import type { Exposure } from "../serve-options.js";
import type { ContextOf, Offer, OfferedTool } from "./offer.js";
import { ownTools } from "./own-tools.js";
import { teamTool } from "./team-tool.js";

/** What is offered, and as whom it runs. */
export interface OfferOptions {
  readonly expose: Exposure;
  readonly logger: Logger | undefined;
  readonly context?: ContextOf | undefined;
}

/**
 * Decides what of a team is offered.
 *
 * @throws ConfigurationError when the team and a tool of it have the same name
 */
export function createOffer(team: AgentTeam, { expose, logger, context }: OfferOptions): Offer {
  const asTool = teamTool(team, context);
  const offered = (): OfferedTool[] => {
    if (expose === "team") return [asTool];
    if (expose === "tools") return ownTools(team, context);
    return [asTool, ...ownTools(team, context).filter(({ definition }) => definition.name !== team.name)];
  };
  if (expose === "both" && team.tools.some(({ name }) => name === team.name)) {
    const message = `cannot be "both": the team and a tool of it have the name ${JSON.stringify(team.name)}. Rename the team, or expose one of them`;
    throw new ConfigurationError([{ path: "expose", message }]);
  }
  logger?.debug({ team: team.name, expose }, "serving a team");
  const changes = expose !== "team";
  // One listener for all sessions: there may be many.
  const listeners = new Set<() => void>();
  const tell = ({ principal }: TeamEvents["toolsChanged"]) => {
    // The tools of one principal are not offered.
    if (principal !== undefined) return;
    for (const listener of listeners) listener();
  };
  return {
    name: team.name,
    instructions: team.description,
    changes,
    get tools() {
      return offered();
    },
    onChange(listener) {
      if (!changes) return () => {};
      if (listeners.size === 0) team.on("toolsChanged", tell);
      listeners.add(listener);
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) team.off("toolsChanged", tell);
      };
    },
  };
}
