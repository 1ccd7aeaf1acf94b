// A server in plain Python 3, with nothing but its standard library: examples/servers/statistics-server.py
import { fileURLToPath } from "node:url";
import { MCPTeamBuilder } from "@mcp-team/builder";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { resultsOf } from "./support/results-of.js";

const question = "It took 12, 15, 11, 14 and 90 minutes. What are the mean and the median?";

await using llm = await defaultModel([
  { toolCalls: [{ name: "describe_numbers", arguments: { numbers: [12, 15, 11, 14, 90] } }] },
  (request) => ({ content: `Python says: ${resultsOf(request, "describe_numbers")}.` }),
]);

const program = fileURLToPath(new URL("../servers/statistics-server.py", import.meta.url));
const builder = new MCPTeamBuilder("python_team")
  .withLlm(llm)
  .withMcpServer(process.platform === "win32" ? "python" : "python3", [program], { name: "statistics" })
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
printQuestion(question);
printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
