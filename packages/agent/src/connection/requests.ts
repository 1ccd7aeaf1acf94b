import type {
  CallToolResult,
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
import type { CallOptions, MakeCall, MakeCallOptions } from "./call-options.js";
import { type CallLimits, CallTime } from "./call-time.js";
import type { Connection } from "./connection.js";
import { toolLimits } from "./tool-limits.js";

/** The time that a call may take when its server has no `callTimeoutMs`, in milliseconds. */
export const defaultCallTimeoutMs = 60_000;

function callLimits({
  definition: { callTimeoutMs = defaultCallTimeoutMs, maxCallTimeoutMs },
}: Connection): CallLimits {
  return { callTimeoutMs, maxCallTimeoutMs };
}

/** A server that has no tools to offer has none: it is not asked. */
export async function listTools(connection: Connection): Promise<Tool[]> {
  if (!connection.capabilities.tools) return [];
  const { tools } = await connection.ask("the list of tools", (client, options) =>
    client.listTools({}, options),
  );
  return tools;
}

/** Whether calling a tool a second time can do no harm. Source: MCP specification, tool annotations. */
export function isSafeToRepeat({ annotations }: Tool): boolean {
  return annotations?.readOnlyHint === true || annotations?.idempotentHint === true;
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
  const make: MakeCall = (changes) => sendCall(connection, tool, args, { ...options, ...changes });
  return connection.goAround({ tool, args, options }, make);
}

async function sendCall(
  connection: Connection,
  tool: Tool,
  args: Record<string, unknown>,
  { signal, onProgress, onLog, config, from, inbox, ...limits }: CallOptions & MakeCallOptions,
): Promise<CallToolResult> {
  const { toolTimeouts } = connection.definition;
  using time = new CallTime(
    { ...callLimits(connection), ...toolLimits(toolTimeouts, tool.name), ...limits },
    signal,
  );
  const call = { tool: tool.name, config, time, from, inbox };
  using _ = connection.calls.begin(call);
  const onprogress = (progress: Progress) => {
    time.restart();
    onProgress?.(progress);
  };
  if (onLog) connection.events.on("log", onLog);
  try {
    return await connection.calls.onBehalf(call, () =>
      connection.ask(
        `tool "${tool.name}"`,
        (client, options) =>
          client.callTool({ name: tool.name, arguments: args }, { ...options, onprogress }),
        { time, safeToRepeat: isSafeToRepeat(tool), signal },
      ),
    );
  } finally {
    if (onLog) connection.events.off("log", onLog);
  }
}

export async function listResources(connection: Connection): Promise<Resource[]> {
  if (!connection.capabilities.resources) return [];
  const { resources } = await connection.ask("the list of resources", (client, options) =>
    client.listResources({}, options),
  );
  return resources;
}

export async function listResourceTemplates(connection: Connection): Promise<ResourceTemplateType[]> {
  if (!connection.capabilities.resources) return [];
  const { resourceTemplates } = await connection.ask("the list of resource templates", (client, options) =>
    client.listResourceTemplates({}, options),
  );
  return resourceTemplates;
}

export function readResource(connection: Connection, uri: string): Promise<ReadResourceResult> {
  return askWithinLimits(connection, `resource "${uri}"`, (client, options) =>
    client.readResource({ uri }, options),
  );
}

/**
 * Asks to be told when a resource changes, in the way of the server's era.
 *
 * @returns a function that ends the subscription
 */
export function subscribe(connection: Connection, uri: string): Promise<() => Promise<void>> {
  return connection.ask(`a subscription for "${uri}"`, async (client, options) => {
    if (connection.era === "modern") {
      const subscription = await client.listen({ resourceSubscriptions: [uri] }, options);
      return () => subscription.close();
    }
    await client.subscribeResource({ uri }, options);
    return async () => void (await client.unsubscribeResource({ uri }, options));
  });
}

export async function listPrompts(connection: Connection): Promise<Prompt[]> {
  if (!connection.capabilities.prompts) return [];
  const { prompts } = await connection.ask("the list of prompts", (client, options) =>
    client.listPrompts({}, options),
  );
  return prompts;
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
  const { callTimeoutMs, maxCallTimeoutMs } = callLimits(connection);
  using time = new CallTime({ maxCallTimeoutMs }, undefined);
  return await connection.ask(subject, request, { callTimeoutMs, time });
}

/** Asks a server whether it is there: a ping, or `server/discover` in the modern era, which has no ping. */
export async function ping(connection: Connection): Promise<void> {
  await connection.ask<unknown>("a ping", (client, options) =>
    connection.era === "modern" ? client.discover(options) : client.ping(options),
  );
}
