import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import { createApp, listen } from "../http/listen.js";
import type { Reference } from "../reference.js";
import { createLegacyServer } from "./create-server.js";

/** Serves HTTP with SSE, as of 2024-11-05: a stream for each session at `/sse`, messages at `/messages`. */
export async function serveLegacySse(reference: Reference): Promise<void> {
  const sessions = new Map<string, SSEServerTransport>();
  const app = createApp(reference.settings);
  app.get("/sse", async (_request, response) => {
    const transport = new SSEServerTransport("/messages", response);
    sessions.set(transport.sessionId, transport);
    response.once("close", () => sessions.delete(transport.sessionId));
    await createLegacyServer(reference).connect(transport);
  });
  app.post("/messages", async (request, response) => {
    const transport = sessions.get(String(request.query.sessionId));
    if (transport === undefined) response.status(404).send("Session not found");
    else await transport.handlePostMessage(request, response);
  });
  await listen(app, reference.settings, "/sse");
}
