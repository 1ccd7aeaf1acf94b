// A local server over stdio: a process of the team's own, with its own environment, that ends with the team.
import { MCPTeamBuilder } from "@mcp-team/builder";
import { isAlive } from "@mcp-team/testing";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";

const question = "Do I need a coat in Sapporo tomorrow?";

await using llm = await defaultModel([
  { toolCalls: [{ name: "get_forecast", arguments: { city: "Sapporo", day: "tomorrow" } }] },
  (request) => ({ content: `Yes, you do. ${resultsOf(request, "get_forecast")}.` }),
]);

const builder = new MCPTeamBuilder("stdio_team")
  .withLlm(llm)
  .withMcpServer("node", [weatherServer], {
    name: "weather",
    // The process gets PATH, HOME and the like, and what is named here. Nothing else is inherited.
    env: { WEATHER_UNITS: "fahrenheit" },
    timeoutMs: 10_000,
  })
  .withMiddleware(printToolCalls);
printConnections(builder);

const team = await builder.build();
const { pid = 0 } = team.servers[0] ?? {};
try {
  printQuestion(question);
  printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
} finally {
  await team.close();
}
console.log(`\nThe team is closed, and process ${pid} ${isAlive(pid) ? "still runs" : "has ended"}.`);
