import { toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { createApp, listen } from "../http/listen.js";
import { noteUri } from "../note.js";
import type { Reference } from "../reference.js";
import { createModernServer } from "./create-server.js";

const maxRequestBodySize = 64 * 1024 * 1024;

/** Serves Streamable HTTP of 2026-07-28 at `/mcp`, a server for each request, and refuses one that says `initialize`. */
export async function serveModernHttp(reference: Reference): Promise<void> {
  const handler = createMcpHandler(() => createModernServer(reference), {
    legacy: "reject",
    maxRequestBodySize,
  });
  reference.catalogue.onChange(() => handler.notify.toolsChanged());
  reference.note.onChange(() => handler.notify.resourceUpdated(noteUri));
  const app = createApp(reference.settings);
  app.all("/mcp", toNodeHandler(handler, { maxRequestBodySize }));
  await listen(app, reference.settings, "/mcp");
}
