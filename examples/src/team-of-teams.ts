// Teams of teams: one inside of another, in one process and across machines. What the innermost does reaches the top.
import { MCPTeamBuilder, serveTeam, type TeamStreamEvent } from "@mcp-team/builder";
import type { Script } from "@mcp-team/testing";
import { defaultModel } from "./support/default-model.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";

const question = "Which city is the warmest today?";

// One script for the three models: each calls the tool that it has for this, once, and says what came of it.
const script: Script = (request) => {
  const names = request.tools.map((tool) => tool.function.name);
  const name = ["find_warmest_city", "stations", "forecasters"].find((known) => names.includes(known)) ?? "";
  const [result] = resultsOf(request, name);
  const args = name === "find_warmest_city" ? {} : { task: question };
  return result === undefined ? { toolCalls: [{ name, arguments: args }] } : { content: result };
};
await using llm = await defaultModel(script);

// The innermost team is built with the one that it is a part of, and closed with it.
const stations = new MCPTeamBuilder("stations")
  .withLlm(llm)
  .withDescription("Reads weather stations.")
  .withMcpServer("node", [weatherServer], { name: "weather" });
await using forecasters = await new MCPTeamBuilder("forecasters")
  .withLlm(llm)
  .withDescription("Answers questions about the weather.")
  .withTeam(stations)
  .build();

// For others it is an MCP server with one tool. On another machine, this would be a program of its own.
await using served = await serveTeam(forecasters, { transport: "http" });
console.log(`\nforecasters are served at ${served.url}`);

await using editors = await new MCPTeamBuilder("editors")
  .withLlm(llm)
  .withMcpServerHttp(served.url, { name: "weather_desk" })
  .build();

printQuestion(question);
const input = { messages: [{ role: "user", content: question }] };
const stream = await editors.stream(input, { streamMode: ["values", "custom"] });
let last = { messages: [] } as Parameters<typeof printAnswer>[0];
for await (const [mode, chunk] of stream) {
  if (mode === "values") last = chunk;
  else {
    const event = chunk as TeamStreamEvent;
    if (event.type === "mcp_progress") console.log(`  ${event.tool} > ${event.message}`);
  }
}
printAnswer(last);
