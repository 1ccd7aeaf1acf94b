import { tool } from "@langchain/core/tools";
import { FakeListChatModel } from "@langchain/core/utils/testing";
import { type HttpServedTeam, MCPTeamBuilder, serveTeam } from "@mcp-team/builder";

/** A team that is served over HTTP, as a program would serve it: who may reach it is left at its default. */
export async function serveATeam(): Promise<HttpServedTeam & AsyncDisposable> {
  const clock = tool(() => new Date().toISOString(), { name: "clock", description: "Tells the time." });
  const team = await new MCPTeamBuilder("served")
    .withLlm(new FakeListChatModel({ responses: [] })) // no scenario asks it
    .withTools([clock])
    .build();
  const served = await serveTeam(team, { transport: "http", expose: "both" });
  void served.closed.then(() => team.close());
  return served;
}
