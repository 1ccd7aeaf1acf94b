// The same server as a local process or as a remote one, chosen by MCP_TRANSPORT (stdio or sse): nothing else changes.
import { MCPTeamBuilder, type SseServer, type StdioServer } from "@mcp-team/builder";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";
import { startWeatherServer } from "./support/start-weather-server.js";

const { MCP_TRANSPORT = "stdio" } = process.env;
if (!["stdio", "sse"].includes(MCP_TRANSPORT)) {
  throw new TypeError(`MCP_TRANSPORT must be stdio or sse, not ${MCP_TRANSPORT}`);
}
const question = "Is it windy in Bergen?";

await using llm = await defaultModel([
  { toolCalls: [{ name: "get_forecast", arguments: { city: "Bergen" } }] },
  (request) => ({ content: `Judge for yourself: ${resultsOf(request, "get_forecast")}.` }),
]);

// In production the address would come from the environment as well.
await using remote = MCP_TRANSPORT === "sse" ? await startWeatherServer("sse") : undefined;
const server: StdioServer | SseServer = remote
  ? { name: "weather", transport: "sse", url: remote.url }
  : { name: "weather", command: "node", args: [weatherServer] };

const builder = new MCPTeamBuilder("rollout_team")
  .withLlm(llm)
  .withMcpServer(server)
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
printQuestion(question);
printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
