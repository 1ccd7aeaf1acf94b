// Two hundred tools of ten servers: each request to the model carries those that it may need, and a tool to find the others.
import { MCPTeamBuilder } from "@mcp-team/builder";
import { officeServers } from "@mcp-team/testing";
import { defaultModel } from "./support/default-model.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { resultsOf } from "./support/results-of.js";

const question = "When are Anna, Ben and I all free next week? Book us a room then.";

const anna = { to: ["anna@office.example"], subject: "Tuesday at ten", body: "We have the Amazon." };
const free = { people: ["anna", "ben"], duration_minutes: 60, from: "Monday", to: "Friday" };

await using llm = await defaultModel([
  { toolCalls: [{ name: "find_free_time", arguments: free }] },
  { toolCalls: [{ name: "book_room", arguments: { room: "Amazon", start: "Tue 10:00", end: "Tue 11:00" } }] },
  { toolCalls: [{ name: "search_tools", arguments: { query: "send an email" } }] },
  { toolCalls: [{ name: "send_message", arguments: anna }] },
  (request) => ({ content: `Done: ${resultsOf(request, "book_room")}.` }),
]);

const builder = new MCPTeamBuilder("office_team").withLlm(llm).withToolSelection({ limit: 20 });
for (const server of officeServers()) builder.withMcpServer(server);

await using team = await builder.withMiddleware(printToolCalls).build();
console.log(`\nTools\n  ${team.tools.length} of ${team.servers.length} servers, at most 20 in a request`);

let saved = 0;
team.on("toolsSelected", ({ offered, of, savedTokens }) => {
  saved += savedTokens;
  console.log(`  request with ${offered.length} of ${of} tools: ${offered.slice(0, 4).join(", ")}, …`);
});
printQuestion(question);
printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
console.log(`\nSaved\n  about ${Math.round(saved / 1000)} thousand tokens in this run`);
