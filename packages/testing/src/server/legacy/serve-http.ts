import { randomUUID } from "node:crypto";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createApp, listen } from "../http/listen.js";
import type { Reference } from "../reference.js";
import { createLegacyServer } from "./create-server.js";

/** Serves Streamable HTTP with sessions at `/mcp`. */
export async function serveLegacyHttp(reference: Reference): Promise<void> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const open = async () => {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        sessions.set(id, transport);
      },
      onsessionclosed: (id) => {
        sessions.delete(id);
      },
    });
    await createLegacyServer(reference).connect(transport);
    return transport;
  };
  const app = createApp(reference.settings);
  app.all("/mcp", async (request, response) => {
    const id = request.headers["mcp-session-id"];
    const transport = id === undefined ? await open() : sessions.get(String(id));
    if (transport === undefined) {
      // "The server MUST respond to requests containing that session ID with HTTP 404" (2025-11-25, Session Management)
      const error = { code: -32001, message: "Session not found" };
      response.status(404).json({ jsonrpc: "2.0", error, id: null });
    } else {
      await transport.handleRequest(request, response);
    }
  });
  await listen(app, reference.settings, "/mcp");
}
