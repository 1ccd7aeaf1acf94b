// A remote server over Streamable HTTP, with headers that are asked for anew for each request.
import { MCPTeamBuilder } from "@mcp-team/builder";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { resultsOf } from "./support/results-of.js";
import { startWeatherServer } from "./support/start-weather-server.js";

const question = "Where is it warmer, in Bergen or in Lisbon?";

await using llm = await defaultModel([
  {
    toolCalls: [
      { name: "get_forecast", arguments: { city: "Bergen" } },
      { name: "get_forecast", arguments: { city: "Lisbon" } },
    ],
  },
  (request) => ({ content: `In Lisbon. ${resultsOf(request, "get_forecast").join("; ")}.` }),
]);

const token = "a-token-for-the-example";
await using weather = await startWeatherServer("http", { TOKEN: token });

let requests = 0;
const builder = new MCPTeamBuilder("http_team")
  .withLlm(llm)
  .withMcpServerHttp(weather.url, {
    name: "weather",
    // May be async: a token that expires can be renewed here.
    headers: () => {
      requests++;
      return { Authorization: `Bearer ${token}` };
    },
  })
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
printQuestion(question);
printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
console.log(`\nThe headers were asked for ${requests} times.`);
