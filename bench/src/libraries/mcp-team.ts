import { MCPTeamBuilder } from "@mcp-team/builder";
import type { Library, ServerAddress } from "../library.js";
import { langchainTool } from "./langchain-tool.js";

/** This project, as it is used: with its reconnecting lines, its checks and its LangChain tools. */
export const mcpTeam: Library = {
  async connect(servers) {
    const builder = builderFor(servers);
    const tools = await builder.fetchMcpTools();
    return { tools: tools.map(langchainTool), close: () => builder.close() };
  },
};

export function builderFor(servers: readonly ServerAddress[]): MCPTeamBuilder {
  const builder = new MCPTeamBuilder("bench");
  for (const [index, server] of servers.entries()) {
    const name = `server${index}`;
    switch (server.kind) {
      case "stdio":
        builder.withMcpServer(server.command, server.args, { name });
        break;
      case "sse":
        builder.withMcpServerSse(server.url, { name });
        break;
      case "http":
        builder.withMcpServerHttp(server.url, { name });
        break;
    }
  }
  return builder;
}
