// Two teams under a LangGraph supervisor, which hands each task to the team that has the tools for it.
import { createSupervisor } from "@langchain/langgraph-supervisor";
import { MCPTeamBuilder } from "@mcp-team/builder";
import type { Script } from "@mcp-team/testing";
import { defaultModel } from "./support/default-model.js";
import { lastAnswer } from "./support/last-answer.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { publishedServer, weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const question = "Find out how warm it is in Nairobi, then write that to report.md.";

// One script for the three models: each makes the first of these calls that it is offered and has not made.
const script: Script = (request) => {
  const said = lastAnswer(request);
  const calls = [
    { name: "transfer_to_weather_team", arguments: {} },
    { name: "transfer_to_files_team", arguments: {} },
    { name: "get_forecast", arguments: { city: "Nairobi" } },
    { name: "write_file", arguments: { path: "report.md", content: said } },
  ];
  const offered = request.tools.map((tool) => tool.function.name);
  const next = calls.find(({ name }) => offered.includes(name) && resultsOf(request, name).length === 0);
  if (next) return { toolCalls: [next] };
  const results = ["get_forecast", "write_file"].flatMap((name) => resultsOf(request, name));
  return { content: [said, ...results].filter(Boolean).join("\n") };
};

await using llm = await defaultModel(script);
await using folder = await temporaryFolder();

await using weather = await new MCPTeamBuilder("weather_team")
  .withLlm(llm)
  .withMcpServer("node", [weatherServer], { name: "weather" })
  .withMiddleware(printToolCalls)
  .build();
await using files = await new MCPTeamBuilder("files_team")
  .withLlm(llm)
  .withMcpServer("node", [publishedServer("filesystem"), folder.path], {
    name: "filesystem",
    cwd: folder.path,
  })
  .withMiddleware(printToolCalls)
  .build();

const supervisor = createSupervisor({
  agents: [weather.graph, files.graph],
  llm,
  prompt:
    "You lead weather_team, which knows the weather, and files_team, which writes files. One at a time.",
}).compile();

printQuestion(question);
const run = await supervisor.invoke({ messages: [{ role: "user", content: question }] });
printAnswer(run);
const speakers = run.messages.filter(({ type }) => type === "ai").map(({ name }) => name);
console.log(`\nWho spoke: ${speakers.filter((name, index) => name !== speakers[index - 1]).join(", ")}`);
