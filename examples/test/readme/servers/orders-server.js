// A server over stdio that does not start without its database, dies during an import, and counts for ever.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

if (!process.env.DATABASE_URL) {
  console.error("Error: DATABASE_URL is not set");
  process.exit(1);
}

const server = new McpServer({ name: "orders", version: "1.0.0" });
server.registerTool("import_orders", {}, () => {
  console.error("Fatal: the disk is full");
  process.exit(1);
});
server.registerTool("count_orders", {}, () => new Promise(() => {}));
await server.connect(new StdioServerTransport());
