// A shop as an MCP server that shows each user their own orders: node dist/servers/orders-server.js --transport http --port 8000
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { serve } from "./serve.js";

/** The users, by their tokens. */
const users: Readonly<Record<string, string>> = { "token-of-ada": "Ada", "token-of-bob": "Bob" };

const orders: Readonly<Record<string, string>> = {
  Ada: "order 17: a lamp, on its way",
  Bob: "order 18: a kettle, delivered",
};

await serve(createOrdersServer);

function createOrdersServer(): McpServer {
  const server = new McpServer({ name: "orders", version: "1.0.0" });
  server.registerTool(
    "list_orders",
    { description: "The orders of the user who asks.", annotations: { readOnlyHint: true } },
    ({ requestInfo }) => {
      const token = String(requestInfo?.headers.authorization).replace("Bearer ", "");
      const user = users[token];
      if (user === undefined) throw new TypeError("The server does not know who you are.");
      return { content: [{ type: "text", text: `${user} has ${orders[user]}` }] };
    },
  );
  return server;
}
