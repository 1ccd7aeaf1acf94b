// The servers of an mcpServers file, as Claude Desktop, VS Code and Cursor have it, with variables filled in.
import { MCPTeamBuilder } from "@mcp-team/builder";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion, printTools } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { resultsOf } from "./support/results-of.js";
import { startWeatherServer } from "./support/start-weather-server.js";

const question = "Ask both weather services about Lisbon. Do they agree?";

// Both servers have these tools, so the model knows them by the server's name too.
const tools = ["local__get_forecast", "remote__get_forecast"] as const;

await using llm = await defaultModel([
  { toolCalls: tools.map((name) => ({ name, arguments: { city: "Lisbon" } })) },
  (request) => {
    const [local, remote] = tools.map((name) => String(resultsOf(request, name)));
    return { content: `${local === remote ? "They agree" : "They do not agree"}: ${local} and ${remote}.` };
  },
]);

await using weather = await startWeatherServer("sse");
process.env.WEATHER_URL = weather.url; // ${WEATHER_URL} in the file; ${WEATHER_UNITS:-celsius} has a default

const builder = new MCPTeamBuilder("config_team")
  .withLlm(llm)
  .withMcpServers(new URL("../mcp-servers.json", import.meta.url))
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
printTools(team);
printQuestion(question);
printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
