import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { clientInfo } from "../client-info.js";
import type { Library, LibrarySession, ServerAddress } from "../library.js";
import { resultText } from "./result-text.js";

/** The client of the official SDK's 1.x line, bare: what everything is compared with. */
export const sdk1: Library = {
  async connect(servers) {
    const sessions = await Promise.all(servers.map(connect));
    return {
      tools: sessions.flatMap(({ tools }) => tools),
      close: async () => void (await Promise.all(sessions.map((session) => session.close()))),
    };
  },
};

async function connect(server: ServerAddress): Promise<LibrarySession> {
  const client = new Client(clientInfo);
  await client.connect(transportTo(server));
  const { tools } = await client.listTools();
  return {
    tools: tools.map(({ name }) => ({
      name,
      call: async (args) => resultText(await client.callTool({ name, arguments: args })),
    })),
    close: () => client.close(),
  };
}

function transportTo(server: ServerAddress): Transport {
  switch (server.kind) {
    case "stdio":
      return new StdioClientTransport({ command: server.command, args: [...server.args], stderr: "ignore" });
    case "sse":
      return new SSEClientTransport(new URL(server.url));
    case "http":
      return new StreamableHTTPClientTransport(new URL(server.url));
  }
}
