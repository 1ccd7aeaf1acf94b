// A token that a vault rotates while the team runs: it is fetched anew when the server refuses the old one.
import { type CredentialRequest, MCPTeamBuilder } from "@mcp-team/builder";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { resultsOf } from "./support/results-of.js";
import { startGate } from "./support/start-gate.js";
import { startWeatherServer } from "./support/start-weather-server.js";

const question = "Is it warmer in Bergen tomorrow?";

await using llm = await defaultModel([
  {
    toolCalls: [
      { name: "get_forecast", arguments: { city: "Bergen" } },
      { name: "get_forecast", arguments: { city: "Bergen", day: "tomorrow" } },
    ],
  },
  (request) => ({ content: `Judge for yourself: ${resultsOf(request, "get_forecast").join("; ")}.` }),
]);

// Stands for a vault, a cloud's metadata service, or the file of a sidecar.
const vault = { version: 1, read: async () => `token-${vault.version}` };

// The server takes the newest token only.
await using weather = await startWeatherServer("sse");
const isGood = async (token: string) => token === (await vault.read());
await using gate = await startGate({ target: weather.url, isGood });

let kept: string | undefined;
let reads = 0;
async function token({ expired }: CredentialRequest): Promise<string> {
  // Asked for each request, and once with `expired` after a refusal, however many calls were refused.
  if (kept === undefined || expired) {
    reads++;
    kept = await vault.read();
  }
  return kept;
}

const builder = new MCPTeamBuilder("rotation_team")
  .withLlm(llm)
  .withMcpServerSse(gate.url, { name: "weather", auth: { bearer: token } })
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
vault.version++;
printQuestion(question);
printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
console.log(`\nThe vault was read ${reads} times.`);
