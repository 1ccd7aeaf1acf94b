import { FakeListChatModel } from "@langchain/core/utils/testing";
import { type AgentTeam, MCPTeamBuilder, type ServerStatus } from "@mcp-team/builder";

/** A builder whose team needs no answers of a model: its tools are called as an agent calls them. */
export function builderWithoutModel(name: string): MCPTeamBuilder {
  return new MCPTeamBuilder(name).withLlm(new FakeListChatModel({ responses: [] }));
}

/** The tool of a team, as it was before anything happened to its server. */
export function toolOf(team: AgentTeam, name: string) {
  const tool = team.tools.find((each) => each.name === name);
  if (tool === undefined) throw new RangeError(`The team has no tool "${name}".`);
  return (input: object): Promise<unknown> => tool.invoke(input);
}

/** Resolves when a server of the team is in a state, at once when it is. */
export function reached(team: AgentTeam, server: string, state: ServerStatus["state"]): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (statusOf(team, server).state !== state) return;
      team.off("state", look);
      resolve();
    };
    team.on("state", look);
    look();
  });
}

export function statusOf(team: AgentTeam, server: string): ServerStatus {
  return team.servers.find(({ name }) => name === server) as ServerStatus;
}
