// An answer for programs: a zod schema gives it its form, and its type.
import { MCPTeamBuilder } from "@mcp-team/builder";
import { z } from "zod";
import { defaultModel } from "./support/default-model.js";
import { printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";

const question = "Compare tomorrow in Bergen and in Lisbon.";

const Comparison = z.object({
  days: z.array(z.object({ city: z.string(), sky: z.string(), celsius: z.number() })),
  warmest: z.string().describe("The city that is warmer"),
});

const forecast = (city: string) => ({ name: "get_forecast", arguments: { city, day: "tomorrow" } });

await using llm = await defaultModel([
  { toolCalls: [forecast("Bergen"), forecast("Lisbon")] },
  (request) => {
    // "Bergen tomorrow: heavy rain, 7 °C, wind 44 km/h"
    const days = resultsOf(request, "get_forecast").map((text) => {
      const [, city, sky, celsius] = /^(\w+) \w+: (.+), (-?\d+) °C/.exec(text) ?? [];
      return { city, sky, celsius: Number(celsius) };
    });
    const [warmest] = [...days].sort((one, other) => other.celsius - one.celsius);
    return { content: JSON.stringify({ days, warmest: warmest?.city }) };
  },
]);

await using team = await new MCPTeamBuilder("comparing_team")
  .withLlm(llm)
  .withMcpServer("node", [weatherServer], { name: "weather" })
  .withResponseFormat(Comparison)
  .withMiddleware(printToolCalls)
  .build();

printQuestion(question);
const { structuredResponse } = await team.invoke({ messages: [{ role: "user", content: question }] });

console.log("\nStructured response");
for (const { city, sky, celsius } of structuredResponse.days) console.log(`  ${city}: ${sky}, ${celsius} °C`);
console.log(`  The warmest is ${structuredResponse.warmest}.`);
