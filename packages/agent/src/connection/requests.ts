import type {
  CallToolResult,
  Client,
  CompleteRequest,
  CompleteResult,
  GetPromptResult,
  Progress,
  Prompt,
  ReadResourceResult,
  Resource,
  ResourceTemplateType,
  Tool,
} from "@modelcontextprotocol/client";
import { callAsTask, needsTask } from "../tasks/call-as-task.js";
import type { CallOptions, MakeCall, MakeCallOptions } from "./call-options.js";
import { CallTime } from "./call-time.js";
import type { Connection } from "./connection.js";
import { readPages } from "./read-pages.js";
import { ToolCallInFlight } from "./tool-call-in-flight.js";
import { limitsOfServer } from "./tool-limits.js";

/** What no model can choose from, however few of them it is shown at a time. */
const maxTools = 5_000;
const maxPrompts = 5_000;
const maxResources = 50_000;

/** A server that has no tools to offer has none: it is not asked. */
export async function listTools(connection: Connection): Promise<Tool[]> {
  if (!connection.capabilities.tools) return [];
  return readPages(connection, {
    subject: "the list of tools",
    field: "tools",
    maxItems: maxTools,
    read: async (client, options) => (await client.listTools({}, options)).tools,
  });
}

/**
 * Calls a tool; the features of the connection may go around it.
 *
 * @throws OutcomeUnknownError when the server is lost in the middle of a call that is not safe to repeat
 */
export function callTool(
  connection: Connection,
  tool: Tool,
  args: Record<string, unknown>,
  options: CallOptions = {},
): Promise<CallToolResult> {
  if (!connection.hasFeatureAroundCalls) return sendCall(connection, tool, args, options);
  const make: MakeCall = (changes) => sendCall(connection, tool, args, { ...options, ...changes });
  return connection.goAround({ tool, args, options }, make);
}

const callByClient: typeof callAsTask = (client, { name }, args, options) =>
  client.callTool({ name, arguments: args }, options);

function sendCall(
  connection: Connection,
  tool: Tool,
  args: Record<string, unknown>,
  options: CallOptions & MakeCallOptions,
): Promise<CallToolResult> {
  const call = new ToolCallInFlight(connection.definition, tool, args, options);
  if (needsTask(tool, connection)) return sendThroughClient(connection, tool, call, callAsTask);
  if (connection.callsDirectly) return connection.call(tool, call);
  return sendThroughClient(connection, tool, call, callByClient);
}

async function sendThroughClient(
  connection: Connection,
  tool: Tool,
  call: ToolCallInFlight,
  make: typeof callAsTask,
): Promise<CallToolResult> {
  using _ = call;
  connection.calls.begin(call);
  call.time.start();
  const onprogress = (progress: Progress) => call.onProgress(progress);
  return await connection.calls.onBehalf(call, () =>
    connection.ask(
      `tool "${tool.name}"`,
      (client, request) => make(client, tool, call.args, { ...request, onprogress }),
      call,
    ),
  );
}

export async function listResources(connection: Connection): Promise<Resource[]> {
  if (!connection.capabilities.resources) return [];
  return readPages(connection, {
    subject: "the list of resources",
    field: "resources",
    maxItems: maxResources,
    read: async (client, options) => (await client.listResources({}, options)).resources,
  });
}

export async function listResourceTemplates(connection: Connection): Promise<ResourceTemplateType[]> {
  if (!connection.capabilities.resources) return [];
  return readPages(connection, {
    subject: "the list of resource templates",
    field: "resourceTemplates",
    maxItems: maxResources,
    read: async (client, options) => (await client.listResourceTemplates({}, options)).resourceTemplates,
  });
}

export function readResource(connection: Connection, uri: string): Promise<ReadResourceResult> {
  return askWithinLimits(connection, `resource "${uri}"`, (client, options) =>
    client.readResource({ uri }, options),
  );
}

/** A subscription that a server has accepted. */
export interface ServerSubscription {
  end(): Promise<void>;
  /** Resolves when it was lost, and nothing restores it: the stream of the newer era was ended by the server, or given up. */
  readonly lost?: Promise<void>;
}

/** Asks to be told when a resource changes, in the way of the server's era. */
export function subscribe(connection: Connection, uri: string): Promise<ServerSubscription> {
  return connection.ask(`a subscription for "${uri}"`, async (client, options) => {
    if (connection.era === "modern") {
      const subscription = await client.listen({ resourceSubscriptions: [uri] }, options);
      return { end: () => subscription.close(), lost: subscription.closed.then(() => {}) };
    }
    await client.subscribeResource({ uri }, options);
    return { end: () => unsubscribe(connection, client, uri) };
  });
}

/** A session that is gone has no subscriptions: nothing is asked of the next one. */
async function unsubscribe(connection: Connection, client: Client, uri: string): Promise<void> {
  if (connection.state !== "ready") return;
  await connection.ask(`the end of the subscription for "${uri}"`, async (current, options) => {
    if (current === client) await client.unsubscribeResource({ uri }, options);
  });
}

export async function listPrompts(connection: Connection): Promise<Prompt[]> {
  if (!connection.capabilities.prompts) return [];
  return readPages(connection, {
    subject: "the list of prompts",
    field: "prompts",
    maxItems: maxPrompts,
    read: async (client, options) => (await client.listPrompts({}, options)).prompts,
  });
}

export function getPrompt(
  connection: Connection,
  name: string,
  args: Record<string, string>,
): Promise<GetPromptResult> {
  return askWithinLimits(connection, `prompt "${name}"`, (client, options) =>
    client.getPrompt({ name, arguments: args }, options),
  );
}

/** Whose argument is to be completed: that of a prompt, or of a resource template. */
export type CompletionRef = CompleteRequest["params"]["ref"];

/** What somebody has typed so far. */
export interface CompletionInput {
  /** The name of the argument. */
  readonly name: string;
  /** The beginning of its value. */
  readonly value: string;
}

export async function complete(
  connection: Connection,
  ref: CompletionRef,
  argument: CompletionInput,
  others: Readonly<Record<string, string>> | undefined,
): Promise<CompleteResult["completion"]> {
  const context = others && { context: { arguments: { ...others } } };
  const { completion } = await connection.ask(`completions for "${argument.name}"`, (client, options) =>
    client.complete({ ref, argument: { ...argument }, ...context }, options),
  );
  return completion;
}

/** What is not a call of a tool and may take as long as one. */
async function askWithinLimits<T>(
  connection: Connection,
  subject: string,
  request: Parameters<typeof connection.ask<T>>[1],
): Promise<T> {
  using time = new CallTime(limitsOfServer(connection.definition), undefined);
  const call = { time };
  using _ = connection.calls.begin(call);
  time.start();
  return await connection.calls.onBehalf(call, () => connection.ask(subject, request, { time }));
}

/** Asks a server whether it is there: a ping, or `server/discover` in the modern era, which has no ping. */
export async function ping(connection: Connection): Promise<void> {
  await connection.ask<unknown>("a ping", (client, options) =>
    connection.era === "modern" ? client.discover(options) : client.ping(options),
  );
}
