// One team for many users: each run reaches the server as its own user, over connections that are shared and limited.
import { type CredentialRequest, MCPTeamBuilder } from "@mcp-team/builder";
import { startServerProcess } from "@mcp-team/testing";
import { defaultModel } from "./support/default-model.js";
import { ordersServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";

const question = "What have I ordered?";

await using llm = await defaultModel((request) => {
  const [orders] = resultsOf(request, "list_orders");
  return orders ? { content: `${orders}.` } : { toolCalls: [{ name: "list_orders", arguments: {} }] };
});

const args = [ordersServer, "--transport", "http", "--exit-with-stdin"];
await using orders = await startServerProcess({ command: process.execPath, args });

/** Whom a run is for: the context of the run. */
interface Caller {
  readonly user: string;
}

await using team = await new MCPTeamBuilder("shop_team")
  .withLlm(llm)
  .withMcpServerHttp(orders.url, {
    name: "orders",
    // A service would look the token up, and fetch a new one when it has expired.
    auth: { bearer: ({ context }: CredentialRequest<Caller>) => `token-of-${context.user}` },
  })
  .withTenants({ principal: ({ user }: Caller) => user, maxConnections: 2 })
  .build();

const [before] = team.servers;
console.log(`\nBefore the first run: ${before?.name} is ${before?.state}, with ${open()} connections.`);

const callers = ["ada", "bob", "ada", "bob"].map((user): Caller => ({ user }));
const answers = callers.map(async (context) => {
  const { messages } = await team.invoke({ messages: [{ role: "user", content: question }] }, { context });
  return `${context.user} is told: ${messages.at(-1)?.text}`;
});
console.log(`\n${(await Promise.all(answers)).join("\n")}`);
console.log(`\nAfter ${callers.length} runs at once: ${open()} connections, one for each user.`);

function open(): number {
  return team.servers[0]?.connections?.length ?? 0;
}
