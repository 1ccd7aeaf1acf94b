// LangChain tools of your own beside those of MCP servers: they reach what only your program knows.
import { tool } from "@langchain/core/tools";
import { MCPTeamBuilder } from "@mcp-team/builder";
import { z } from "zod";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion, printTools } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";

const question = "What weather will I have at my meeting with Ada?";

const calendar = new Map([
  ["Ada", { city: "Sapporo", day: "tomorrow" }],
  ["Grace", { city: "Lisbon", day: "today" }],
]);

const findMeeting = tool(({ person }) => JSON.stringify(calendar.get(person) ?? "no meeting"), {
  name: "find_meeting",
  description: "Where and when the next meeting with a person is.",
  schema: z.object({ person: z.string() }),
});

await using llm = await defaultModel([
  { toolCalls: [{ name: "find_meeting", arguments: { person: "Ada" } }] },
  (request) => ({
    toolCalls: [{ name: "get_forecast", arguments: String(resultsOf(request, "find_meeting")) }],
  }),
  (request) => ({ content: `You will have this: ${resultsOf(request, "get_forecast")}.` }),
]);

const builder = new MCPTeamBuilder("calendar_team")
  .withLlm(llm)
  .withTools([findMeeting])
  .withMcpServer("node", [weatherServer], { name: "weather" })
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
printTools(team);
printQuestion(question);
printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
