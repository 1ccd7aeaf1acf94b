import { completable } from "@modelcontextprotocol/sdk/server/completable.js";
import { McpServer, ResourceTemplate } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import {
  ResultSchema,
  type ServerNotification,
  type ServerRequest,
  SetLevelRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { followCatalogue } from "../catalogue.js";
import { afterHandshake } from "../dying.js";
import { type LogLevel, reaches } from "../log-level.js";
import { type Note, noteUri } from "../note.js";
import type { Reference } from "../reference.js";
import { advicePrompt, greetingTemplate, greetPrompt, resources } from "../resources.js";
import type { ReferenceTool, ToolContext } from "../tool.js";

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Makes the server of one legacy session. It follows the catalogue until it is closed. */
export function createLegacyServer(reference: Reference): McpServer {
  const server = new McpServer(
    { name: reference.settings.name, version: "1.0.0" },
    { capabilities: { logging: {}, tools: { listChanged: true }, resources: { subscribe: true } } },
  );
  const wanted = followLogLevel(server);
  const register = (tool: ReferenceTool) =>
    server.registerTool(
      tool.name,
      {
        description: tool.description,
        inputSchema: tool.input,
        ...(tool.output && { outputSchema: tool.output }),
        ...(tool.annotations && { annotations: tool.annotations }),
      },
      (input, extra) => reference.call(tool, input, contextOf(server, extra, wanted)),
    );
  const stopFollowing = [followCatalogue(reference.catalogue, register), followNote(server, reference.note)];
  server.server.onclose = () => {
    for (const stop of stopFollowing) stop();
  };
  server.server.oninitialized = () => void afterHandshake(reference.settings);
  registerResources(server, reference.note);
  registerPrompts(server);
  return server;
}

/** @returns whether the client wants log messages of a level: all, unless it said which */
function followLogLevel({ server }: McpServer): (level: LogLevel) => boolean {
  let least: LogLevel = "debug";
  server.setRequestHandler(SetLevelRequestSchema, ({ params }) => {
    least = params.level;
    return {};
  });
  return (level) => reaches(level, least);
}

/** Tells a session of changes of the note, when it has subscribed to it. */
function followNote({ server }: McpServer, note: Note): () => void {
  const subscriptions = new Set<string>();
  server.setRequestHandler(SubscribeRequestSchema, ({ params: { uri } }) => {
    subscriptions.add(uri);
    return {};
  });
  server.setRequestHandler(UnsubscribeRequestSchema, ({ params: { uri } }) => {
    subscriptions.delete(uri);
    return {};
  });
  return note.onChange(() => {
    if (subscriptions.has(noteUri)) void server.sendResourceUpdated({ uri: noteUri });
  });
}

/** How long the client may take to answer, in milliseconds: a person may be asked. */
const patienceMs = 600_000;

function contextOf(server: McpServer, extra: Extra, wanted: (level: LogLevel) => boolean): ToolContext {
  const progressToken = extra._meta?.progressToken;
  return {
    requestId: extra.requestId,
    signal: extra.signal,
    meta: extra._meta ?? {},
    headers: headersOf(extra.requestInfo?.headers ?? {}),
    async progress(progress, total) {
      if (progressToken === undefined) return;
      await extra.sendNotification({
        method: "notifications/progress",
        params: { progressToken, progress, total },
      });
    },
    async log(message, level) {
      if (!wanted(level)) return;
      await extra.sendNotification({ method: "notifications/message", params: { level, data: message } });
    },
    ask: (_key, question) =>
      extra.sendRequest(question, ResultSchema, { timeout: patienceMs, signal: extra.signal }),
    elicitationComplete: (elicitationId) =>
      server.server.notification({ method: "notifications/elicitation/complete", params: { elicitationId } }),
    answer: async (id, result) => server.server.transport?.send({ jsonrpc: "2.0", id, result }),
  };
}

function headersOf(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]),
  );
}

function registerResources(server: McpServer, note: Note): void {
  for (const { name, uri, mimeType, description, content } of resources) {
    server.registerResource(name, uri, { mimeType, description }, () => ({
      contents: [{ uri, mimeType, ...content }],
    }));
  }
  server.registerResource("note", noteUri, { mimeType: "text/plain", description: "A note." }, () => ({
    contents: [{ uri: noteUri, mimeType: "text/plain", text: note.text }],
  }));
  const { name, uriTemplate, mimeType, description, text, complete } = greetingTemplate;
  const template = new ResourceTemplate(uriTemplate, { list: undefined, complete });
  server.registerResource(name, template, { mimeType, description }, (uri, variables) => ({
    contents: [{ uri: uri.href, mimeType, text: text(String(variables.name)) }],
  }));
}

function registerPrompts(server: McpServer): void {
  const { name, description, text, complete } = greetPrompt;
  const argsSchema = { name: completable(z.string(), complete.name) };
  server.registerPrompt(name, { description, argsSchema }, (args) => ({
    messages: [{ role: "user", content: { type: "text", text: text(args.name) } }],
  }));
  const { name: advise, description: about, question, text: quote } = advicePrompt;
  const purpose = { purpose: z.string() };
  server.registerPrompt(advise, { description: about, argsSchema: purpose }, async (args, extra) => {
    const answer = await extra.sendRequest(question(args.purpose), ResultSchema, { signal: extra.signal });
    return { messages: [{ role: "user", content: { type: "text", text: quote(answer) } }] };
  });
}
