// A server asks a person in the middle of a call: the run is interrupted, and goes on when it is resumed with the answer.
import { Command, MemorySaver } from "@langchain/langgraph";
import { isElicitationInterrupt, MCPTeamBuilder } from "@mcp-team/builder";
import { askPerson } from "./support/ask-person.js";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion, printTools } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { travelServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";

const question = "Book me a trip to Lisbon.";

/** What the person answers when there is no terminal: the first time it does not fit, and they are asked again. */
const answers = [
  { day: "2026-12-24", travellers: 12 },
  { day: "2026-12-24", travellers: 2 },
];

await using llm = await defaultModel([
  { toolCalls: [{ name: "book_trip", arguments: { city: "Lisbon" } }] },
  (request) => ({ content: `Done. ${resultsOf(request, "book_trip")}` }),
]);

const builder = new MCPTeamBuilder("travel_team")
  .withLlm(llm)
  .withMcpServer("node", [travelServer], { name: "travel" })
  .withCheckpointer(new MemorySaver())
  .withElicitation("interrupt")
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
printTools(team);
printQuestion(question);

const thread = { configurable: { thread_id: "trip" } };
let state = await team.invoke({ messages: [{ role: "user", content: question }] }, thread);
for (;;) {
  const asked = state.__interrupt__?.map(({ value }) => value).find(isElicitationInterrupt);
  if (!asked) break;
  state = await team.invoke(new Command({ resume: await askPerson(asked, answers) }), thread);
}
printAnswer(state);
