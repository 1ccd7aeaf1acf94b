import type { LangGraphRunnableConfig } from "@langchain/langgraph";
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
import type { CallLimits, Connection } from "./connection.js";
import type { ServerLog } from "./connection-events.js";
import { toolLimits } from "./tool-limits.js";

/** How one call is to be made. */
export interface CallOptions extends CallLimits {
  /** Aborting it sends `notifications/cancelled` to the server. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Called with what the server logs while the call runs. */
  readonly onLog?: (log: ServerLog) => void;
  /** The run that makes the call. */
  readonly config?: LangGraphRunnableConfig;
}

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

/** @throws OutcomeUnknownError when the server is lost in the middle of a call that is not safe to repeat */
export async function callTool(
  connection: Connection,
  tool: Tool,
  args: Record<string, unknown>,
  { signal, onProgress, onLog, config, ...limits }: CallOptions = {},
): Promise<CallToolResult> {
  using _ = connection.calls.begin({ tool: tool.name, config });
  if (onLog) connection.events.on("log", onLog);
  try {
    return await connection.ask(
      `tool "${tool.name}"`,
      (client, options) =>
        client.callTool(
          { name: tool.name, arguments: args },
          { ...options, onprogress: onProgress, resetTimeoutOnProgress: true },
        ),
      {
        ...callLimits(connection),
        ...toolLimits(connection.definition.toolTimeouts, tool.name),
        ...limits,
        safeToRepeat: isSafeToRepeat(tool),
        signal,
      },
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
  return connection.ask(
    `resource "${uri}"`,
    (client, options) => client.readResource({ uri }, options),
    callLimits(connection),
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
  return connection.ask(
    `prompt "${name}"`,
    (client, options) => client.getPrompt({ name, arguments: args }, options),
    callLimits(connection),
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

/** Asks a server whether it is there: a ping, or `server/discover` in the modern era, which has no ping. */
export async function ping(connection: Connection): Promise<void> {
  await connection.ask<unknown>("a ping", (client, options) =>
    connection.era === "modern" ? client.discover(options) : client.ping(options),
  );
}
