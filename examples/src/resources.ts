// Resources: one in the system prompt, all of them as tools, and one that is too long for the model to be shown whole.
import { MCPTeamBuilder } from "@mcp-team/builder";
import { defaultModel } from "./support/default-model.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";

const question = "On which days were there storms in Bergen in 2025?";

await using llm = await defaultModel([
  { toolCalls: [{ name: "list_resources", arguments: { filter: "history" } }] },
  { toolCalls: [{ name: "read_resource", arguments: { uri: "weather://Bergen/history" } }] },
  (request) => {
    // The note at the end of what was cut names a handle.
    const handle = /"handle": "(\w+)"/.exec(resultsOf(request, "read_resource").join())?.[1];
    return { toolCalls: [{ name: "read_result", arguments: { handle, search: "storm" } }] };
  },
  (request) => {
    const lines = resultsOf(request, "read_result")
      .join("\n")
      .matchAll(/(\d{4}-\d\d-\d\d)T.*storm/g);
    return { content: `There were storms on ${[...lines].map(([, day]) => day).join(", ")}.` };
  },
]);

await using team = await new MCPTeamBuilder("reading_team")
  .withLlm(llm)
  .withMcpServer("node", [weatherServer], { name: "weather" })
  .withResource("weather://cities")
  .withResourcesAsTools()
  .withResultLimit({ characters: 2_000 })
  .withMiddleware(printToolCalls)
  .build();

console.log("\nResources and prompts");
for (const { uri, server } of await team.resources.list()) console.log(`  ${server}: ${uri}`);
for (const { uriTemplate, server } of await team.resources.templates())
  console.log(`  ${server}: ${uriTemplate}`);
for (const { name, server } of await team.prompts.list()) console.log(`  ${server}: prompt ${name}`);

const { contents } = await team.resources.read("weather://Bergen/history");
const [history] = contents.map((part) => ("text" in part ? part.text : ""));
console.log(`  weather://Bergen/history has ${history?.length} characters`);

printQuestion(question);
const output = await team.invoke({ messages: [{ role: "user", content: question }] });
printAnswer(output);

const longest = Math.max(...output.messages.map(({ text }) => text.length));
console.log(`\nThe longest message of the run has ${longest} characters.`);
