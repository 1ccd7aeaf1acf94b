import { ConfigurationError } from "@mcp-team/transports";
import type { Logger } from "pino";
import type { AgentTeam } from "../../team/agent-team.js";
import type { TeamEvents } from "../../team/team-events.js";
import type { Exposure } from "../serve-options.js";
import type { ContextOf } from "./context-of.js";
import { followed } from "./followed.js";
import type { Offer, OfferedTool } from "./offer.js";
import { offeredPrompts } from "./offered-prompts.js";
import { offeredResources } from "./offered-resources.js";
import { ownTools } from "./own-tools.js";
import { teamTool } from "./team-tool.js";

/** What is offered, and as whom it runs. */
export interface OfferOptions {
  readonly expose: Exposure;
  readonly logger: Logger | undefined;
  readonly context?: ContextOf | undefined;
  /** Whether the resources of its servers are offered. */
  readonly resources?: boolean | undefined;
  readonly prompts?: boolean | undefined;
}

/**
 * Decides what of a team is offered.
 *
 * @throws ConfigurationError when the team and a tool of it have the same name
 */
export function createOffer(
  team: AgentTeam,
  { expose, logger, context, resources = false, prompts = false }: OfferOptions,
): Offer {
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
  const follow = followed(team, {
    toolsChanged: changes && "tools",
    resourcesChanged: resources && "resources",
    promptsChanged: prompts && "prompts",
  });
  return {
    name: team.name,
    instructions: team.description,
    changes,
    get tools() {
      return offered();
    },
    resources: resources ? offeredResources(team, context) : undefined,
    prompts: prompts ? offeredPrompts(team, context) : undefined,
    onChange: follow,
    onUrlDone(listener) {
      const tell = ({ elicitationId }: TeamEvents["elicitationComplete"]) => listener(elicitationId);
      team.on("elicitationComplete", tell);
      return () => void team.off("elicitationComplete", tell);
    },
  };
}
