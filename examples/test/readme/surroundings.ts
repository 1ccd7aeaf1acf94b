import { type Script, startScriptedModel, startServerProcess } from "@mcp-team/testing";
import { lastAnswer } from "../../src/support/last-answer.js";
import { resultsOf } from "../../src/support/results-of.js";
import { root } from "./programs.js";

/** What the programs of the documents find around them. */
export interface Surroundings extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
}

/** The calls that the model makes, each once, where it is offered the tool. */
const calls = [
  { name: "transfer_to_weather_team", arguments: {} },
  { name: "weather_team", arguments: { task: "Is it windy in Bergen?" } },
  { name: "get_forecast", arguments: { city: "Bergen" } },
  { name: "find_warmest_city", arguments: {} },
  { name: "list_allowed_directories", arguments: {} },
  { name: "trigger-sampling-request", arguments: { prompt: "Say hello." } },
  { name: "book_trip", arguments: { city: "Lisbon" } },
];

/** Calls what it can, then says what came of it. */
const script: Script = (request) => {
  if (request.messages.at(-1)?.content === "Plan a trip for me.")
    return { content: '{"city":"Bergen","days":3}' };
  const offered = request.tools.map((tool) => tool.function.name);
  const next = calls.find(({ name }) => offered.includes(name) && resultsOf(request, name).length === 0);
  if (next) return { toolCalls: [next] };
  const said = calls.slice(1).flatMap(({ name }) => resultsOf(request, name));
  return { content: said.join("\n") || lastAnswer(request) || "Hello." };
};

/** Starts a model behind OpenAI's interface, and the weather server over SSE. */
export async function startSurroundings(): Promise<Surroundings> {
  const token = "a-token-for-the-readme";
  const program = `${root}/examples/dist/servers/weather-server.js`;
  const args = [program, "--transport", "sse", "--port", "0", "--exit-with-stdin"];
  const [model, weather] = await Promise.all([
    startScriptedModel(script),
    startServerProcess({ command: process.execPath, args, env: { TOKEN: token } }),
  ]);
  return {
    env: {
      OPENAI_API_KEY: "scripted",
      OPENAI_BASE_URL: model.baseUrl,
      WEATHER_URL: weather.url,
      WEATHER_TOKEN: token,
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([model.stop(), weather.stop()]);
    },
  };
}
