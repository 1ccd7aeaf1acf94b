import type { BaseMessage } from "@langchain/core/messages";
import type { Runnable, RunnableConfig, RunnableToolLike } from "@langchain/core/runnables";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { IterableReadableStream } from "@langchain/core/utils/stream";
import type { Command, CompiledStateGraph, StreamMode } from "@langchain/langgraph";
import type { ServerStatus } from "../connection/server-status.js";
import type { ToolPinChange } from "../pins/pin-changes.js";
import type { TeamPrompts } from "../prompts/team-prompts.js";
import type { TeamResources } from "../resources/team-resources.js";
import type { RootOption } from "../roots/to-roots.js";
import type {
  TeamInput,
  TeamOutput,
  TeamRunArguments,
  TeamRunInput,
  TeamRunOptions,
  TeamState,
} from "./run-types.js";
import type { TeamEvents } from "./team-events.js";
import type { TeamTypes } from "./team-types.js";

/** What a chunk of a stream is, by the stream's mode. Source: LangGraph, stream modes. */
export interface TeamStreamChunks<T extends TeamTypes = TeamTypes> {
  /** The whole state after each step. */
  readonly values: TeamState<T>;
  /** What each node added. */
  readonly updates: Readonly<Record<string, Partial<TeamState<T>>>>;
  /** Tokens as they come, with facts about where they come from. */
  readonly messages: readonly [BaseMessage, Readonly<Record<string, unknown>>];
  /** What tools write: `McpStreamEvent`s, and what local tools send. */
  readonly custom: unknown;
}

/** What a chunk of a stream in some mode is. */
export type TeamStreamChunk<
  M extends StreamMode,
  T extends TeamTypes = TeamTypes,
> = M extends keyof TeamStreamChunks ? TeamStreamChunks<T>[M] : unknown;

/** A stream in one mode gives chunks, in several modes pairs of a mode and a chunk. */
export type TeamStreamOptions<M, T extends TeamTypes = TeamTypes> = TeamRunOptions<T> & {
  readonly streamMode: M;
};

/** How one server answered a ping. */
export interface ServerHealth {
  readonly name: string;
  readonly healthy: boolean;
  /** How long the ping took, in milliseconds. */
  readonly latencyMs?: number;
  /** Why the server is not healthy. */
  readonly error?: string;
}

/** The health of a team: healthy when every server is. */
export interface TeamHealth {
  readonly healthy: boolean;
  readonly servers: readonly ServerHealth[];
}

/** A LangGraph node: state in, a command to the supervisor out. */
export type TeamCallable = (state: TeamInput, config?: RunnableConfig) => Promise<Command>;

/**
 * An agent over the tools of all its servers, with its connections. Everything closes together.
 *
 * `invoke`, `stream`, `streamEvents` and `batch` are safe to call side by side.
 *
 * @example
 * ```ts
 * await using team = await new MCPTeamBuilder("files").withLlm(model).withMcpServer("node", ["files.js"]).build();
 * const { messages } = await team.invoke({ messages: [{ role: "user", content: "List the reports." }] });
 * ```
 */
export interface AgentTeam<out T extends TeamTypes = TeamTypes>
  extends Runnable<TeamRunInput<T>, TeamOutput<T>, TeamRunOptions<T>> {
  readonly name: string;
  readonly description: string;
  /** The tools as they are now: those of the servers, then the local ones. */
  readonly tools: StructuredToolInterface[];
  /** Every configured server as it is now, failed ones included. */
  readonly servers: ServerStatus[];
  /** The tools that are refused because they are not as they were pinned, with what changed. */
  readonly toolPinChanges: readonly ToolPinChange[];
  /** The resources of all servers. */
  readonly resources: TeamResources;
  /** The prompts of all servers. */
  readonly prompts: TeamPrompts;
  /** The JSON Schema of `structuredResponse`, where the team has a response format that is an object. */
  readonly outputSchema: Readonly<Record<string, unknown>> | undefined;
  /** The compiled LangGraph graph, named after the team: a member for LangGraph supervisors. */
  readonly graph: CompiledStateGraph<TeamState, TeamInput, string>;
  /**
   * Runs the team to its end, or to an interrupt.
   *
   * @param options - `context` and `configurable.thread_id` are required where the team's settings ask for them
   * @throws ConfigurationError when `context` does not fit the team's schema
   */
  invoke(input: TeamRunInput<T>, ...options: TeamRunArguments<T>): Promise<TeamOutput<T>>;
  /** Streams a run in one of LangGraph's modes, `"values"` when none is given. */
  stream<M extends StreamMode>(
    input: TeamRunInput<T>,
    options: TeamStreamOptions<M, T>,
  ): Promise<IterableReadableStream<TeamStreamChunk<M, T>>>;
  /** Streams a run in several of LangGraph's modes at once. */
  stream<M extends StreamMode>(
    input: TeamRunInput<T>,
    options: TeamStreamOptions<readonly M[], T>,
  ): Promise<IterableReadableStream<{ [K in M]: [K, TeamStreamChunk<K, T>] }[M]>>;
  stream(
    input: TeamRunInput<T>,
    ...options: TeamRunArguments<T>
  ): Promise<IterableReadableStream<TeamState<T>>>;
  /** Pings every server. Never rejects. */
  health(): Promise<TeamHealth>;
  /** The team as one tool that takes a task in words: a member of another team. */
  asTool(): StructuredToolInterface;
  /** The team as a tool with a schema of one's own, as every Runnable has it. */
  asTool<I extends TeamRunInput<T> = TeamRunInput<T>>(
    fields: Parameters<Runnable<I, TeamOutput<T>>["asTool"]>[0],
  ): RunnableToolLike<never, TeamOutput<T>>;
  /**
   * Replaces the places in which servers may work, and tells the servers.
   *
   * @param roots - paths, file URLs, or `{ uri, name }`
   * @throws ConfigurationError when the team was built without roots, or one is no place on this machine
   */
  setRoots(roots: readonly RootOption[]): Promise<void>;
  on<E extends keyof TeamEvents>(event: E, listener: (payload: TeamEvents[E]) => void): this;
  off<E extends keyof TeamEvents>(event: E, listener: (payload: TeamEvents[E]) => void): this;
  /** Closes every connection and ends every server process. Idempotent. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
