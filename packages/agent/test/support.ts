import { ToolMessage } from "@langchain/core/messages";
import { ChatOpenAI, type ChatOpenAIFields } from "@langchain/openai";
import { type Script, startScriptedModel } from "@mcp-team/testing";
import { type LineOptions, openLine, type TransportOptions } from "@mcp-team/transports";
import {
  builtInToolNames,
  type ClientFeature,
  connectServers,
  createTeam,
  type ServerDefinition,
  type TeamOptions,
  Toolset,
} from "../src/index.js";

/** What one server of a test is. */
export type TestServer = TransportOptions &
  Pick<LineOptions, "reconnect"> &
  Partial<Pick<ServerDefinition, "protocol" | "callTimeoutMs" | "maxCallTimeoutMs" | "toolTimeouts">>;

/** Definitions of servers by name. A line that is lost stays lost, unless a test says otherwise. */
export function define(servers: Readonly<Record<string, TestServer>>): ServerDefinition[] {
  return Object.entries(servers).map(
    ([name, { protocol, callTimeoutMs, maxCallTimeoutMs, toolTimeouts, reconnect = false, ...options }]) => {
      const timeoutMs = options.timeoutMs ?? 10_000;
      const limits = { timeoutMs, callTimeoutMs, maxCallTimeoutMs, toolTimeouts };
      const open = () => openLine({ name, ...options, timeoutMs, reconnect });
      const { kind } = options;
      return { name, kind, ...(kind !== "stdio" && { url: String(options.url) }), protocol, ...limits, open };
    },
  );
}

/** What a test's team has besides its servers. */
export interface TestTeamOptions extends Partial<TeamOptions> {
  readonly script?: Script;
  readonly skipFailedServers?: boolean;
  /** What servers may ask of the team. */
  readonly features?: readonly ClientFeature[];
  /** What the model is made with, besides what it takes to reach it. */
  readonly modelFields?: ChatOpenAIFields;
}

/** A team over real servers, with a scripted model behind a real `ChatOpenAI`. */
export async function startTeam(
  servers: Readonly<Record<string, TestServer>>,
  { script = [], skipFailedServers = false, features, modelFields = {}, ...options }: TestTeamOptions = {},
) {
  const connections = await connectServers(define(servers), { skipFailedServers, features });
  const model = await startScriptedModel(script);
  const toolset = await Toolset.create(connections.all, {
    skipFailedServers,
    reserved: new Set([...(options.tools ?? []).map(({ name }) => name), ...builtInToolNames(options)]),
    logger: options.logger,
  }).catch(async (error: unknown) => {
    // A test that expects this leaves no server to the tests that follow.
    await connections.close();
    await model.stop();
    throw error;
  });
  const chatModel = new ChatOpenAI({ ...model.modelOptions, maxRetries: 0, ...modelFields });
  const team = createTeam({ name: "team", model: chatModel, connections, toolset, ...options });
  /** Asks the team, and gives the messages that followed. */
  const ask = async (content: string, config?: Parameters<typeof team.invoke>[1]) => {
    const { messages } = await team.invoke({ messages: [{ role: "user", content }] }, config);
    return messages.slice(1);
  };
  const dispose = async () => {
    await team.close();
    await model.stop();
  };
  return { team, model, toolset, connections, ask, [Symbol.asyncDispose]: dispose };
}

/** The names of the tools that a request offered to the model. */
export function offered(
  request: { readonly tools: readonly { readonly function: { readonly name: string } }[] } | undefined,
) {
  return request?.tools.map((tool) => tool.function.name) ?? [];
}

/** A server that answers what no good server would: see `fixtures/odd-server.js`. */
export function oddServer(settings: Readonly<Record<string, unknown>> = {}) {
  const program = new URL("fixtures/odd-server.js", import.meta.url).pathname;
  return { kind: "stdio", command: process.execPath, args: [program, JSON.stringify(settings)] } as const;
}

/** A turn of the model in which it calls tools. */
export function calls(...toolCalls: [name: string, args?: Record<string, unknown>][]) {
  return { toolCalls: toolCalls.map(([name, args = {}]) => ({ name, arguments: args })) };
}

/** The messages of tools among others. */
export function toolMessages(messages: readonly unknown[]): ToolMessage[] {
  return messages.filter((message) => ToolMessage.isInstance(message));
}
