import type { Library, ServerAddress } from "../library.js";
import { loadPeer } from "../peers.js";
import { resultText } from "./result-text.js";

/** What is used of `mcp-use`. */
interface McpUse {
  readonly MCPClient: {
    fromDict(config: object): {
      createAllSessions(): Promise<Record<string, Session>>;
      closeAllSessions(): Promise<void>;
    };
  };
}

interface Session {
  listTools(): Promise<{ readonly name: string }[]>;
  callTool(name: string, args: Readonly<Record<string, unknown>>): Promise<unknown>;
}

const { MCPClient } = await loadPeer<McpUse>("mcp-use");

/** The client of `mcp-use`, without its agent. */
export const mcpUse: Library = {
  async connect(servers) {
    const client = MCPClient.fromDict({
      mcpServers: Object.fromEntries(servers.map((server, index) => [`server${index}`, settingsOf(server)])),
    });
    const sessions = Object.values(await client.createAllSessions());
    const lists = await Promise.all(sessions.map((session) => session.listTools()));
    const tools = lists.flatMap((list, index) => {
      const session = sessions[index] as Session;
      return list.map(({ name }) => ({
        name,
        call: async (args: Readonly<Record<string, unknown>>) =>
          resultText(await session.callTool(name, args)),
      }));
    });
    return { tools, close: () => client.closeAllSessions() };
  },
};

function settingsOf(server: ServerAddress): object {
  switch (server.kind) {
    case "stdio":
      return { command: server.command, args: [...server.args] };
    case "sse":
      return { url: server.url, transport: "sse", preferSse: true };
    case "http":
      return { url: server.url };
  }
}
