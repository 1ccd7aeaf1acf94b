import { MultiServerMCPClient } from "@langchain/mcp-adapters";
import type { Library, ServerAddress } from "../library.js";
import { langchainTool } from "./langchain-tool.js";

/** What LangChain users take: a client for several servers, whose tools are LangChain tools. */
export const mcpAdapters: Library = {
  async connect(servers) {
    const client = clientFor(servers);
    const tools = await client.getTools();
    return { tools: tools.map(langchainTool), close: () => client.close() };
  },
};

/** A client that tells the tools of several servers apart, where there are several. */
export function clientFor(servers: readonly ServerAddress[]): MultiServerMCPClient {
  return new MultiServerMCPClient({
    prefixToolNameWithServerName: servers.length > 1,
    mcpServers: Object.fromEntries(servers.map((server, index) => [`server${index}`, connectionTo(server)])),
  });
}

function connectionTo(server: ServerAddress) {
  switch (server.kind) {
    case "stdio":
      return {
        transport: "stdio" as const,
        command: server.command,
        args: [...server.args],
        stderr: "ignore" as const,
      };
    case "sse":
    case "http":
      return { transport: server.kind, url: server.url };
  }
}
