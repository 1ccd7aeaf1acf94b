import type { Library, LibrarySession, ServerAddress } from "../library.js";
import { loadPeer } from "../peers.js";
import { resultText } from "./result-text.js";

/** What is used of `@ai-sdk/mcp`. */
interface AiSdk {
  createMCPClient(config: { transport: unknown }): Promise<{
    tools(): Promise<Record<string, { execute(args: object, options: object): Promise<unknown> }>>;
    close(): Promise<void>;
  }>;
}

interface AiSdkStdio {
  readonly Experimental_StdioMCPTransport: new (config: object) => unknown;
}

const { createMCPClient } = await loadPeer<AiSdk>("@ai-sdk/mcp");
const { Experimental_StdioMCPTransport: Stdio } = await loadPeer<AiSdkStdio>("@ai-sdk/mcp/mcp-stdio");

/** The MCP client of the AI SDK. */
export const aiSdk: Library = {
  async connect(servers) {
    const sessions = await Promise.all(servers.map(connect));
    return {
      tools: sessions.flatMap(({ tools }) => tools),
      close: async () => void (await Promise.all(sessions.map((session) => session.close()))),
    };
  },
};

async function connect(server: ServerAddress): Promise<LibrarySession> {
  const client = await createMCPClient({ transport: transportTo(server) });
  const tools = Object.entries(await client.tools());
  return {
    tools: tools.map(([name, tool]) => ({
      name,
      call: async (args) => resultText(await tool.execute(args, { toolCallId: "call", messages: [] })),
    })),
    close: () => client.close(),
  };
}

function transportTo(server: ServerAddress): unknown {
  if (server.kind !== "stdio") return { type: server.kind, url: server.url };
  return new Stdio({ command: server.command, args: [...server.args], stderr: "ignore" });
}
