// One server as a local process and over SSE, side by side: what connecting, a turn of the agent and a call take.
import type { StructuredToolInterface } from "@langchain/core/tools";
import { MCPTeamBuilder } from "@mcp-team/builder";
import { defaultModel } from "./support/default-model.js";
import { weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";
import { startWeatherServer } from "./support/start-weather-server.js";

const calls = 100;
const args = { city: "Bergen" };
const messages = [{ role: "user", content: "Is it windy in Bergen?" }];

await using llm = await defaultModel([
  { toolCalls: [{ name: "get_forecast", arguments: args }] },
  (request) => ({ content: `Judge for yourself: ${resultsOf(request, "get_forecast")}.` }),
]);
await using remote = await startWeatherServer("sse");

const builder = (name: string) => new MCPTeamBuilder(name).withLlm(llm);
const stdio = await measure(builder("stdio_team").withMcpServer("node", [weatherServer]));
const sse = await measure(builder("sse_team").withMcpServerSse(remote.url));

console.log();
printRow(["", "stdio", "SSE"]);
for (const what of ["connecting", "a turn", "a call", "16 at once"]) {
  printRow([what, ...[stdio, sse].map(({ times }) => `${times[what]?.toFixed(1)} ms`)]);
}
console.log(`\nAnswers\n  stdio: ${stdio.answer}\n  SSE: ${sse.answer}`);

async function measure(unbuilt: MCPTeamBuilder) {
  const begin = performance.now();
  await using team = await unbuilt.build();
  const connecting = performance.now() - begin;
  console.log(`Connected over ${team.servers[0]?.transport}: ${team.tools.length} tools`);
  const asked = performance.now();
  const answer = (await team.invoke({ messages })).messages.at(-1)?.text;
  const turn = performance.now() - asked;
  const forecast = team.tools.find(({ name }) => name === "get_forecast") as StructuredToolInterface;
  await callOften(forecast, 1); // the first ones take longer: Node.js compiles what runs often
  const times = {
    connecting,
    "a turn": turn,
    "a call": await callOften(forecast, 1),
    "16 at once": await callOften(forecast, 16),
  };
  return { times: times as Record<string, number>, answer };
}

/** The mean time of a call, in milliseconds, with so many on their way at any time. */
async function callOften(tool: StructuredToolInterface, atOnce: number): Promise<number> {
  const begin = performance.now();
  for (let made = 0; made < calls; made += atOnce)
    await Promise.all(Array.from({ length: atOnce }, () => tool.invoke(args)));
  return (performance.now() - begin) / (Math.ceil(calls / atOnce) * atOnce);
}

function printRow([what = "", ...cells]: readonly string[]): void {
  console.log(`  ${what.padEnd(12)}${cells.map((cell) => cell.padStart(10)).join("")}`);
}
