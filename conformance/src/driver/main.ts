import { FakeListChatModel } from "@langchain/core/utils/testing";
import { type ElicitationHandler, MCPTeamBuilder } from "@mcp-team/builder";
import { authOf } from "./auth-of-visit.js";
import { useTeam } from "./use-team.js";
import { readVisit } from "./visit.js";

/** Says yes where it is asked to, and leaves all else at its defaults. */
const answer: ElicitationHandler = (question) => {
  const asksForYes = question.mode === "form" && "confirmed" in question.requestedSchema.properties;
  return { action: "accept", content: asksForYes ? { confirmed: true } : {} };
};

/** The client that the suite tests: a team of one server. The suite says which, and what it looks at. */
const visit = readVisit(process.argv.slice(2), process.env);
const auth = authOf(visit);

await using team = await new MCPTeamBuilder("conformance")
  .withLlm(new FakeListChatModel({ responses: [] })) // no scenario asks a model: its tools are called as they are
  .withElicitation(answer)
  .withMcpServerHttp(visit.url, { name: "suite", ...(auth && { auth }) })
  .build();
await useTeam(team, visit);
