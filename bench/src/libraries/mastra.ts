import { type Library, type ServerAddress, UnsupportedError } from "../library.js";
import { loadPeer } from "../peers.js";
import { resultText } from "./result-text.js";

/** What is used of `@mastra/mcp`. */
interface Mastra {
  readonly MCPClient: new (options: {
    id: string;
    servers: object;
  }) => {
    listTools(): Promise<Record<string, { execute(args: object, context: object): Promise<unknown> }>>;
    disconnect(): Promise<void>;
  };
}

const { MCPClient } = await loadPeer<Mastra>("@mastra/mcp");
let clients = 0;

/** The MCP client of Mastra. */
export const mastra: Library = {
  async connect(servers) {
    const settings = Object.fromEntries(
      servers.map((server, index) => [`server${index}`, settingsOf(server)]),
    );
    clients += 1;
    const client = new MCPClient({ id: `bench-${clients}`, servers: settings });
    const tools = Object.entries(await client.listTools());
    return {
      tools: tools.map(([name, tool]) => ({
        name,
        call: async (args) => resultText(await tool.execute(args, {})),
      })),
      close: () => client.disconnect(),
    };
  },
};

function settingsOf(server: ServerAddress): object {
  // The reference servers are of the legacy era, as they are for all others.
  const legacy = { protocolVersion: "legacy" };
  switch (server.kind) {
    case "stdio":
      return { command: server.command, args: [...server.args], stderr: "ignore", ...legacy };
    case "http":
      return { url: new URL(server.url), ...legacy };
    case "sse":
      throw new UnsupportedError("it has no HTTP+SSE");
  }
}
