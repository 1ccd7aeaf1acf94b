// A served team that asks who calls: each caller has a key and a limit, runs know whose they are, and every request leaves a line.
import { randomBytes } from "node:crypto";
import { tool } from "@langchain/core/tools";
import { MCPTeamBuilder, serveTeam } from "@mcp-team/builder";
import type { Script } from "@mcp-team/testing";
import { pino } from "pino";
import { z } from "zod";
import { defaultModel } from "./support/default-model.js";
import { weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";

const homes: Readonly<Record<string, string>> = { ann: "Bergen", bob: "Nairobi" };
const options = { name: "home_of_caller", schema: z.object({}) };
const homeOfCaller = tool((_, { context }) => homes[context.user], options);

const script: Script = (request) => {
  const [city] = resultsOf(request, "home_of_caller");
  const [forecast] = resultsOf(request, "get_forecast");
  if (forecast) return { content: `At home: ${forecast}` };
  const name = city ? "get_forecast" : "home_of_caller";
  return { toolCalls: [{ name, arguments: city ? { city } : {} }] };
};
await using llm = await defaultModel(script);
await using team = await new MCPTeamBuilder("weather_desk")
  .withLlm(llm)
  .withTools([homeOfCaller])
  .withMcpServer("node", [weatherServer], { name: "weather" })
  .build();

// Each caller has a key of its own. A real one comes from the environment or a store of secrets.
const keys = { ann: randomBytes(32).toString("base64url"), bob: randomBytes(32).toString("base64url") };
const lines: string[] = [];
await using served = await serveTeam(team, {
  transport: "http",
  auth: { keys },
  context: (caller) => ({ user: caller?.subject }),
  rateLimit: { requests: 100, perMs: 60_000 },
  logger: pino({ level: "info" }, { write: (line) => void lines.push(line) }),
});

const post = (headers: Record<string, string>) => fetch(served.url, { method: "POST", headers });
const show = (what: string, { status }: Response) => console.log(`  ${status} for ${what}`);
console.log("\nRequests that are refused");
show("no key", await post({}));
show("a key that nobody has", await post({ authorization: "Bearer 0123456789abcdef" }));
show("another site", await post({ authorization: `Bearer ${keys.ann}`, origin: "https://evil.example" }));

console.log("\nCallers");
for (const [name, bearer] of Object.entries(keys)) {
  await using caller = new MCPTeamBuilder(name).withMcpServerHttp(served.url, { auth: { bearer } });
  const [desk] = await caller.fetchMcpTools();
  console.log(`  ${name}: ${await desk?.invoke({ task: "How is the weather at home?" })}`);
}

console.log("\nWhat the log has of them");
const audits = lines.flatMap((line) => JSON.parse(line).audit ?? []);
for (const { who, what, reason, outcome, status } of audits)
  if (reason || what.includes("tools/call"))
    console.log(`  ${who} ${what}: ${outcome}, ${status} ${reason ?? ""}`.trimEnd());
