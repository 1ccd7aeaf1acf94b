// A run as it happens: tokens of the model, tool calls with their progress, and results.
import { AIMessage, type BaseMessage, ToolMessage } from "@langchain/core/messages";
import type { McpStreamEvent } from "@mcp-team/agent";
import { MCPTeamBuilder } from "@mcp-team/builder";
import { defaultModel } from "./support/default-model.js";
import { weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";

const question = "Which city is the warmest today?";

await using llm = await defaultModel([
  { content: "I will ask all the stations.", toolCalls: [{ name: "find_warmest_city", arguments: {} }] },
  (request) => ({
    content: `It is warmest where you would expect it: ${resultsOf(request, "find_warmest_city")}.`,
  }),
]);

await using team = await new MCPTeamBuilder("streaming_team")
  .withLlm(llm)
  .withMcpServer("node", [weatherServer], { name: "weather" })
  .build();

console.log(`\n${question}\n`);
const stream = await team.stream(
  { messages: [{ role: "user", content: question }] },
  { streamMode: ["messages", "updates", "custom"] },
);
let pieces = 0;
for await (const [mode, chunk] of stream) {
  if (mode === "messages") {
    const [{ type, text }] = chunk;
    if (type !== "ai" || text === "") continue;
    pieces++;
    process.stdout.write(text);
  } else if (mode === "updates") {
    for (const { messages = [] } of Object.values(chunk)) messages.forEach(printMessage);
  } else {
    const event = chunk as McpStreamEvent;
    if (event.type === "mcp_progress") console.log(`  ${event.progress} of ${event.total}: ${event.message}`);
  }
}
console.log(`The model's words came in ${pieces} pieces.`);

function printMessage(message: BaseMessage): void {
  if (ToolMessage.isInstance(message)) console.log(`  Result: ${message.text}\n`);
  if (!AIMessage.isInstance(message)) return;
  console.log(); // after the tokens
  for (const { name, args } of message.tool_calls ?? []) {
    console.log(`\n  Call: ${name}(${JSON.stringify(args)})`);
  }
}
