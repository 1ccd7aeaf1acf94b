// One agent over three servers: two local processes over stdio, and a remote one over SSE.
import { MCPTeamBuilder } from "@mcp-team/builder";
import type { Script } from "@mcp-team/testing";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion, printTools } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { publishedServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";
import { startWeatherServer } from "./support/start-weather-server.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const question =
  "Read trip.md. What will the weather be tomorrow, where I go? Remember it, and write it to weather.md.";

// What the model does when no provider is configured. Each turn is made from what the tools said before.
const script: Script = [
  { toolCalls: [{ name: "read_text_file", arguments: { path: "trip.md" } }] },
  (request) => {
    const cities = String(resultsOf(request, "read_text_file")).match(/(?<=^- )\w+/gm) ?? [];
    const toForecast = (city: string) => ({ name: "get_forecast", arguments: { city, day: "tomorrow" } });
    return { toolCalls: cities.map(toForecast) };
  },
  (request) => {
    const observations = resultsOf(request, "get_forecast");
    const entities = [{ name: "Trip", entityType: "journey", observations }];
    const file = { path: "weather.md", content: observations.join("\n") };
    const memorize = { name: "create_entities", arguments: { entities } };
    return { toolCalls: [memorize, { name: "write_file", arguments: file }] };
  },
  (request) => {
    const [forecasts, written] = [resultsOf(request, "get_forecast"), resultsOf(request, "write_file")];
    return { content: `Pack for this:\n- ${forecasts.join("\n- ")}\n${written}.` };
  },
];

await using llm = await defaultModel(script);
await using folder = await temporaryFolder({ "trip.md": "# My trip\n\n- Bergen\n- Lisbon\n" });
await using weather = await startWeatherServer("sse");

const files = { name: "filesystem", cwd: folder.path };
const memory = { name: "memory", env: { MEMORY_FILE_PATH: `${folder.path}/memory.jsonl` } };
const builder = new MCPTeamBuilder("hybrid_team")
  .withLlm(llm)
  .withMcpServer("node", [publishedServer("filesystem"), folder.path], files)
  .withMcpServer("node", [publishedServer("memory")], memory)
  .withMcpServerSse(weather.url, { name: "weather" })
  .withPrompt(`You are a travel assistant. Your files are in ${folder.path}.`)
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
printTools(team);
printQuestion(question);
printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
