import {
  completable,
  type GetPromptResult,
  type InputRequests,
  inputRequired,
  McpServer,
  ResourceTemplate,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { z } from "zod";
import { askInRounds, InputNeeded } from "../asking.js";
import { followCatalogue } from "../catalogue.js";
import { type Note, noteUri } from "../note.js";
import type { Reference } from "../reference.js";
import { advicePrompt, greetingTemplate, greetPrompt, resources } from "../resources.js";
import type { ReferenceTool, ToolContext } from "../tool.js";

/** Makes a server for one modern connection (stdio) or one request (HTTP). It follows the catalogue until it is closed. */
export function createModernServer(reference: Reference): McpServer {
  const server = new McpServer(
    { name: reference.settings.name, version: "1.0.0" },
    { capabilities: { logging: {}, tools: { listChanged: true }, resources: { subscribe: true } } },
  );
  const register = (tool: ReferenceTool) =>
    server.registerTool(
      tool.name,
      {
        description: tool.description,
        inputSchema: tool.input,
        ...(tool.output && { outputSchema: tool.output }),
        ...(tool.annotations && { annotations: tool.annotations }),
      },
      (input, context) => orInputRequired(reference.call(tool, input, contextOf(context))),
    );
  const stopFollowing = [
    followCatalogue(reference.catalogue, register),
    // The SDK passes it on to those who listen for it; over HTTP the handler tells them.
    ...(reference.settings.transport === "stdio"
      ? [reference.note.onChange(() => void server.server.sendResourceUpdated({ uri: noteUri }))]
      : []),
  ];
  server.server.onclose = () => {
    for (const stop of stopFollowing) stop();
  };
  registerResources(server, reference.note);
  registerPrompts(server);
  return server;
}

/** A tool that asks something ends its run: the client calls again with the answer. */
async function orInputRequired<R>(result: Promise<R>) {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof InputNeeded)) throw error;
    const { key, question, requestState } = error;
    return inputRequired({ inputRequests: { [key]: question } as InputRequests, requestState });
  }
}

function contextOf({ mcpReq, http }: ServerContext): ToolContext {
  const progressToken = mcpReq._meta?.progressToken;
  return {
    requestId: mcpReq.id,
    signal: mcpReq.signal,
    meta: mcpReq._meta ?? {},
    headers: Object.fromEntries(http?.req?.headers ?? []),
    async progress(progress, total) {
      if (progressToken === undefined) return;
      await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress, total } });
    },
    log: (message, level) => mcpReq.log(level, message),
    ask: askInRounds(mcpReq.requestState(), mcpReq.inputResponses),
    elicitationComplete: async () => {},
    // The SDK lets a server send nothing but what belongs to a request.
    async answer(id, result) {
      const message = { jsonrpc: "2.0", id, result: { resultType: "complete", ...result } };
      process.stdout.write(`${JSON.stringify(message)}\n`);
    },
  };
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
  const argsSchema = z.object({ name: completable(z.string(), complete.name) });
  server.registerPrompt(name, { description, argsSchema }, (args) => ({
    messages: [{ role: "user", content: { type: "text", text: text(args.name) } }],
  }));
  const { name: advise, description: about, question, text: quote } = advicePrompt;
  const purpose = z.object({ purpose: z.string() });
  server.registerPrompt(advise, { description: about, argsSchema: purpose }, (args, { mcpReq }) =>
    orInputRequired(
      askInRounds(mcpReq.requestState(), mcpReq.inputResponses)("advice", question(args.purpose)).then(
        (answer): GetPromptResult => ({
          messages: [{ role: "user", content: { type: "text", text: quote(answer) } }],
        }),
      ),
    ),
  );
}
