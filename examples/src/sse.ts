// A remote server over SSE that asks for a token.
import { MCPTeamBuilder } from "@mcp-team/builder";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { resultsOf } from "./support/results-of.js";
import { startWeatherServer } from "./support/start-weather-server.js";

const question = "What is the weather in Nairobi?";

await using llm = await defaultModel([
  { toolCalls: [{ name: "get_forecast", arguments: { city: "Nairobi" } }] },
  (request) => ({ content: `The server says: ${resultsOf(request, "get_forecast")}.` }),
]);

// Usually it runs elsewhere. This one refuses requests without the token.
const token = "a-token-for-the-example";
await using weather = await startWeatherServer("sse", { TOKEN: token });

const builder = new MCPTeamBuilder("sse_team")
  .withLlm(llm)
  .withMcpServerSse(weather.url, {
    name: "weather",
    headers: { Authorization: `Bearer ${token}` },
    timeoutMs: 30_000, // for connecting
    sseReadTimeoutMs: 60_000, // how long the stream may be silent before the server is probed
  })
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
printQuestion(question);
printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
