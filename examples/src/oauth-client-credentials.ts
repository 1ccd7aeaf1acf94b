// A program that gets its tokens from an authorization server: it finds out which, and gets a new one when one is revoked.
import { MCPTeamBuilder } from "@mcp-team/builder";
import { defaultModel } from "./support/default-model.js";
import { printConnections } from "./support/print-connections.js";
import { printAnswer, printQuestion } from "./support/print-run.js";
import { printToolCalls } from "./support/print-tool-calls.js";
import { resultsOf } from "./support/results-of.js";
import { startAuthorizationServer } from "./support/start-authorization-server.js";
import { startGate } from "./support/start-gate.js";
import { startWeatherServer } from "./support/start-weather-server.js";

const question = "What is the weather in Sapporo, and in Nairobi?";

await using llm = await defaultModel([
  {
    toolCalls: [
      { name: "get_forecast", arguments: { city: "Sapporo" } },
      { name: "get_forecast", arguments: { city: "Nairobi" } },
    ],
  },
  (request) => ({ content: `It is this: ${resultsOf(request, "get_forecast").join("; ")}.` }),
]);

// Usually both run elsewhere. The server lets nobody pass without a token of the authorization server.
const client = { client_id: "nightly-report", client_secret: "a-secret-for-the-example" };
await using authorization = await startAuthorizationServer(client);
await using weather = await startWeatherServer("http");
const { issuer, isGood } = authorization;
await using gate = await startGate({ target: weather.url, issuer, isGood });

const builder = new MCPTeamBuilder("report_team")
  .withLlm(llm)
  .withMcpServerHttp(gate.url, {
    name: "weather",
    auth: {
      clientCredentials: {
        clientId: client.client_id,
        clientSecret: client.client_secret, // or privateKey: …
        issuer, // the secret goes nowhere else
      },
    },
  })
  .withMiddleware(printToolCalls);
printConnections(builder);

await using team = await builder.build();
// It was good for connecting. Both calls are refused now, one new token is fetched, and they are sent again.
await authorization.revoke();
printQuestion(question);
printAnswer(await team.invoke({ messages: [{ role: "user", content: question }] }));
console.log(`\nThe authorization server has given ${authorization.count()} tokens.`);
