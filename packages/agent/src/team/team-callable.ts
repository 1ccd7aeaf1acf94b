import { HumanMessage } from "@langchain/core/messages";
import type { RunnableConfig } from "@langchain/core/runnables";
import { Command, getWriter } from "@langchain/langgraph";
import { runAndTell } from "../members/run-and-tell.js";
import { tagEvent } from "../members/tag-event.js";
import type { AgentTeam, TeamCallable } from "./agent-team.js";

/** Where the team's answer goes. */
export interface TeamCallableOptions {
  /** The node that goes on. @default "supervisor" */
  readonly supervisor?: string;
}

/**
 * A team as a LangGraph node: it answers the conversation in the state, adds its answer under its own name, and hands back
 * to the supervisor. It is a subgraph there: interrupts are those of the graph, and what the team does reaches its stream,
 * tagged with the team.
 *
 * Source: azcore, `MCPTeamBuilder.get_team_callable`.
 */
export function createTeamCallable(
  team: AgentTeam,
  { supervisor = "supervisor" }: TeamCallableOptions = {},
): TeamCallable {
  return async (state, config: RunnableConfig = {}) => {
    const write = getWriter(config);
    const { messages } = await runAndTell(team, { messages: state.messages }, config, (event) =>
      write?.(tagEvent(team.name, event)),
    );
    const content = messages.at(-1)?.text ?? "";
    return new Command({
      update: { messages: [new HumanMessage({ content, name: team.name })] },
      goto: supervisor,
    });
  };
}
