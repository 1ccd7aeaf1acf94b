import type { Library, ServerAddress } from "../library.js";
import { loadPeer } from "../peers.js";

interface McpServer {
  connect(): Promise<void>;
  close(): Promise<void>;
}

/** What is used of `@openai/agents`. */
interface OpenaiAgents {
  readonly MCPServerStdio: new (options: object) => McpServer;
  readonly MCPServerSSE: new (options: object) => McpServer;
  readonly MCPServerStreamableHttp: new (options: object) => McpServer;
  readonly RunContext: new () => object;
  getAllMcpTools(options: object): Promise<{ name: string; invoke: (...args: unknown[]) => unknown }[]>;
}

const agents = await loadPeer<OpenaiAgents>("@openai/agents");

/** The MCP servers of the OpenAI Agents SDK. */
export const openaiAgents: Library = {
  async connect(servers) {
    const mcpServers = servers.map((server, index) => serverFor(server, `server${index}`));
    await Promise.all(mcpServers.map((server) => server.connect()));
    const several = { includeServerInToolNames: servers.length > 1 };
    const tools = await agents.getAllMcpTools({ mcpServers, errorFunction: null, ...several });
    const context = new agents.RunContext();
    return {
      tools: tools.map((tool) => ({
        name: tool.name,
        call: async (args) => textOf(await tool.invoke(context, JSON.stringify(args))),
      })),
      close: async () => void (await Promise.all(mcpServers.map((server) => server.close()))),
    };
  },
};

function serverFor(server: ServerAddress, name: string): McpServer {
  switch (server.kind) {
    case "stdio":
      return new agents.MCPServerStdio({ name, command: server.command, args: [...server.args] });
    case "sse":
      return new agents.MCPServerSSE({ name, url: server.url });
    case "http":
      return new agents.MCPServerStreamableHttp({ name, url: server.url });
  }
}

/** It gives the content block itself, or a text that holds it. */
function textOf(result: unknown): string {
  const block = typeof result === "string" ? JSON.parse(result) : result;
  return String([block].flat()[0]?.text);
}
