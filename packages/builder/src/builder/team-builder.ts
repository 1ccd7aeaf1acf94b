import type { StructuredToolInterface } from "@langchain/core/tools";
import type {
  AgentTeam,
  ApprovalPolicy,
  ConnectionOptions,
  ContextSchemaOption,
  ContextTypes,
  ElicitationHandler,
  ElicitationOptions,
  MediaPolicy,
  MiddlewareTypes,
  ResourceScope,
  ResponseFormatOption,
  ResponseTypes,
  ResultLimit,
  RootOption,
  SamplingOptions,
  TeamCallable,
  TeamCallableOptions,
  TeamOptions,
  TeamTypes,
  TenantsOptions,
  TenantTypes,
  ThreadTypes,
  ToolNaming,
  ToolPinChange,
  ToolPinsOptions,
  ToolSelectionOptions,
} from "@mcp-team/agent";
import type { AgentMiddleware } from "langchain";
import type { Logger } from "pino";
import type { McpServersSource } from "../mcp-servers/mcp-servers-object.js";
import type { LlmOption } from "../model/check-model.js";
import type { ServerView } from "../servers/mask-server.js";
import type {
  HttpServer,
  HttpServerOptions,
  ServerDefaults,
  ServerUrl,
  SseServer,
  SseServerOptions,
  StdioServer,
  StdioServerOptions,
} from "../servers/server-options.js";

/**
 * Collects a chat model and any number of MCP servers, and builds a team of them.
 *
 * Every `with…` method returns the builder. What is wrong with their arguments is collected: `build()` and
 * `fetchMcpTools()` report all of it in one `ConfigurationError`, before anything is started. A setting that a team has
 * one of can be made once; making it again with another value is such a problem, too.
 *
 * Some settings decide the types of the team's runs: chain the calls, so that the compiler knows of them.
 */
export interface TeamBuilder<out T extends TeamTypes = TeamTypes> extends AsyncDisposable {
  /** The name of the team. */
  readonly name: string;
  /** The servers as they will be connected to: named, with all defaults, secrets masked. Those with problems are missing. */
  readonly servers: readonly ServerView[];

  /**
   * The model that the team thinks with.
   *
   * @param llm - a chat model, or `"provider:model"` for LangChain's `initChatModel`, such as `"openai:gpt-4o-mini"`. The
   * package of the provider has to be installed; it is loaded by `build()`.
   */
  withLlm(llm: LlmOption): this;

  /** Adds local LangChain tools. Calls add up. */
  withTools(tools: readonly StructuredToolInterface[]): this;

  /**
   * Adds a local server: a process that speaks over its standard input and output.
   *
   * @param command - the program, looked up in `PATH`; no shell reads it
   * @example
   * ```ts
   * builder.withMcpServer("node", ["tools/files.js"], { env: { WORKSPACE: "/data" }, timeoutMs: 10_000 });
   * ```
   */
  withMcpServer(command: string, args?: readonly string[], options?: StdioServerOptions): this;
  /** Adds a server, local or remote. Without `transport`, a `command` means stdio and a `url` Streamable HTTP. */
  withMcpServer(server: StdioServer | SseServer | HttpServer): this;

  /** Adds a server of the HTTP+SSE transport of MCP 2024-11-05. */
  withMcpServerSse(url: ServerUrl | readonly ServerUrl[], options?: SseServerOptions): this;
  withMcpServerSse(server: Omit<SseServer, "transport">): this;

  /** Adds a server of the Streamable HTTP transport. Falls back to SSE for an old server. */
  withMcpServerHttp(url: ServerUrl | readonly ServerUrl[], options?: HttpServerOptions): this;
  withMcpServerHttp(server: Omit<HttpServer, "transport">): this;

  /**
   * Adds the servers of an `mcpServers` file, as Claude Desktop, VS Code, Cursor and mcp-use write it, or of an object
   * that holds the same.
   *
   * The file is read at once. Comments and trailing commas are allowed. `${NAME}`, `${env:NAME}` and
   * `${NAME:-default}` are filled in from the environment, in `command`, `args`, `env`, `cwd`, `sandbox`, `url`, `headers`, `auth`
   * and `tls`. A relative `cwd` starts at the folder of the file. `timeout` is in milliseconds, as `timeoutMs`. Servers that
   * are `disabled` are left out.
   */
  withMcpServers(fileOrObject: McpServersSource): this;

  /**
   * Adds another team as a tool of this one: its model gives it a task in words and reads the answer. Calls add up.
   *
   * What the other team does reaches `stream` with `streamMode: "custom"`, tagged with its name. Aborting a run aborts those
   * that it began, and their servers are told. The callbacks, `configurable` and `context` of the run hold for them too. Each
   * call is a conversation of its own, kept with the checkpointer of this team, if it has one: so interrupts of the other team
   * are this team's, and can be resumed.
   *
   * @param team - a team, which whoever built it closes; or a builder, which is built with this team and closed with it
   */
  withTeam(team: AgentTeam | TeamBuilder): this;

  /** The system prompt. */
  withPrompt(prompt: string): this;

  /** What the team is for: supervisors and other teams tell it to their models. */
  withDescription(description: string): this;

  /** Settings for all servers that do not have their own, whether they were added before or after. */
  withDefaults(defaults: ServerDefaults): this;

  /**
   * How tools of several servers get their names.
   * @default "collisions": a tool keeps its name, and names that collide become `server__tool`
   */
  withToolNaming(naming: ToolNaming): this;

  /**
   * Stops a run before calls that a person has to approve. `invoke` then gives an `__interrupt__` with the request of
   * LangChain's `humanInTheLoopMiddleware` (`actionRequests`, `reviewConfigs`); `new Command({ resume: { decisions } })` with one
   * `approve`, `edit` or `reject` for each action goes on. Needs a checkpointer. Calls and policies add up: a call that one of
   * them holds for waits, and the first such one says what may be decided.
   *
   * @param policies - patterns of tool names, rules, or functions that decide about each call
   * @example
   * ```ts
   * builder
   *   .withApproval("files/delete_*", { annotations: { destructiveHint: true } })
   *   .withApproval(({ name, args }) => name === "pay" && Number(args.amount) > 100)
   *   .withCheckpointer(new MemorySaver());
   * ```
   */
  withApproval(...policies: readonly ApprovalPolicy[]): this;

  /**
   * Pins the definition of every tool (name, title, description, schemas, annotations) in a JSON file, and leaves out a tool that
   * is another one later, until `acceptToolPins` or `accept` accepts it. `team.toolPinChanges` tells what changed.
   *
   * @param file - the path of the file; written when it is not there, and read at once
   */
  withToolPins(file: string | URL, options?: ToolPinsOptions): this;

  /**
   * For many tools: each request to the model carries those that are most relevant to the conversation, at most `limit` of
   * them, and a tool `search_tools` with which the model finds others. What it finds and what it calls stays with the
   * thread. A tool that is not offered is still there: a call of it works.
   *
   * @example
   * ```ts
   * builder.withToolSelection({ limit: 25, always: ["get_*"] });
   * ```
   */
  withToolSelection(options: ToolSelectionOptions): this;

  /**
   * Adds LangChain middleware, the first one outermost. Calls add up. What its schemas say of state and context is in the
   * types of the team's runs.
   */
  withMiddleware<const M extends readonly AgentMiddleware[]>(
    ...middleware: M
  ): TeamBuilder<T & MiddlewareTypes<M>>;

  /**
   * Where conversations are kept between runs: a checkpointer of LangGraph. A run then has to name its thread, in
   * `configurable.thread_id`. `true` takes the checkpointer of the graph that the team is a node of.
   */
  withCheckpointer<C extends NonNullable<TeamOptions["checkpointer"]>>(
    checkpointer: C,
  ): TeamBuilder<T & (C extends boolean ? unknown : ThreadTypes)>;

  /** What is kept across conversations: a store of LangGraph. Tools and middleware reach it in their runtime. */
  withStore(store: NonNullable<TeamOptions["store"]>): this;

  /**
   * The form of `structuredResponse`: a zod or JSON schema, as `createAgent` of LangChain takes it.
   *
   * @example
   * ```ts
   * const team = await builder.withResponseFormat(z.object({ city: z.string() })).build();
   * const { structuredResponse } = await team.invoke(input); // { city: string }
   * ```
   */
  withResponseFormat<F extends ResponseFormatOption>(
    responseFormat: F & T["again"]["responseFormat"],
  ): TeamBuilder<T & ResponseTypes<F>>;

  /**
   * What each run is told besides the conversation: who asks, for example. Runs have to be given it as `context`;
   * middleware and local tools read it in their runtime, the model does not see it. Checked when a run begins, with
   * defaults filled in.
   *
   * @param contextSchema - an object schema of zod
   * @example
   * ```ts
   * const team = await builder.withContextSchema(z.object({ userId: z.string() })).build();
   * await team.invoke(input, { context: { userId: "7" } });
   * ```
   */
  withContextSchema<S extends ContextSchemaOption>(
    contextSchema: S & T["again"]["contextSchema"],
  ): TeamBuilder<T & ContextTypes<S>>;

  /**
   * Serves many users with one team. Whom a run is for is said by its `context`, and `headers`, `auth` and `env` of servers may be
   * functions of it: such a server is connected to for each principal by itself, when a run needs it first. Parallel runs of a
   * principal share its connections; what nobody uses is closed after a while, or when others need the room. Two principals share
   * nothing but the servers whose options are all fixed.
   *
   * @example
   * ```ts
   * builder
   *   .withMcpServerHttp(url, { headers: ({ context }) => ({ Authorization: `Bearer ${tokens.get(context.user)}` }) })
   *   .withTenants({ principal: (context: { user: string }) => context.user });
   * // …
   * await team.invoke(input, { context: { user: "ada" } });
   * ```
   */
  withTenants<Context>(options: TenantsOptions<Context>): TeamBuilder<T & TenantTypes<Context>>;

  /**
   * The places in which servers may work, for servers that ask: `team.setRoots` changes them. It is a hint and no fence:
   * a server can read what its process can read. Off unless called.
   *
   * @param roots - paths, file URLs, or `{ uri, name }`; a relative path starts at the working directory
   */
  withRoots(roots: readonly RootOption[]): this;

  /**
   * Puts a resource into the system prompt: its text is read when a run begins, and again when its server tells of a change.
   * Calls add up. `build()` refuses what cannot be read, or is not text.
   *
   * @param options - the server that it is on, where several have the address
   */
  withResource(uri: string, options?: ResourceScope): this;

  /**
   * Gives the model two tools, `list_resources` and `read_resource`, over the resources of all servers.
   * @param offer - default `true`
   */
  withResourcesAsTools(offer?: boolean): this;

  /**
   * Shows the model no more of a result than the limit allows. A note says how much is left, and a tool `read_result` reads
   * on, from an offset or by a search. What was cut off is kept in memory, within bounds, for each thread.
   *
   * @param limit - a number of characters, or about a number of tokens; other limits by patterns of tool names
   * @example
   * ```ts
   * builder.withResultLimit({ characters: 20_000, tools: { "search_*": { characters: 5_000 }, "read_file": false } });
   * ```
   */
  withResultLimit(limit: ResultLimit): this;

  /**
   * Which images, sounds, videos and files reach the model. What does not is told in words, and stays in the conversation.
   * @param policy - default: what the model's LangChain profile does not rule out
   */
  withMedia(policy: MediaPolicy): this;

  /**
   * Lets servers ask a model in the middle of their calls, with text, pictures, sounds and tools: the team's model, unless
   * another is given. Off unless called. What a server asks for and cannot have is refused to it alone.
   *
   * @param options - limits, a model for the purpose, and a function that approves requests
   * @example
   * ```ts
   * builder.withSampling({ maxTokens: 500, approve: ({ server }) => server === "files" });
   * ```
   */
  withSampling(options?: SamplingOptions<LlmOption>): this;

  /**
   * The least serious log messages that servers are to send: those with the logging capability are told, whenever they are
   * connected. Messages come as `log` events of the team, and go to the logger under the server's name. Without a level,
   * a server of before 2026 sends what it thinks fit, and a later one sends nothing.
   */
  withLogLevel(level: NonNullable<ConnectionOptions["logLevel"]>): this;

  /**
   * Lets servers ask a person something in the middle of a call: with a form, or by sending them to a URL. Off unless called:
   * then servers are told that nobody can be asked.
   *
   * - A function is given `{ server, tool, mode, message, requestedSchema | url, config, signal, … }`, and resolves to
   *   `{ action: "accept", content }`, `{ action: "decline" }` or `{ action: "cancel" }`.
   * - `"interrupt"` makes each question a LangGraph interrupt, whose value is an `ElicitationInterrupt`. The run is resumed with
   *   `new Command({ resume: answer })`, and goes on where it was. It needs a checkpointer and a `thread_id`. In another process the
   *   call is made again where that is safe; where it is not, the model is told that its outcome is not known.
   *
   * Answers are checked against the form, and its defaults filled in. The time limits of a call do not run while a person is
   * asked.
   *
   * Source: MCP specification 2025-11-25, elicitation.
   *
   * @example
   * ```ts
   * builder.withElicitation(async ({ server, message }) => ({
   *   action: (await confirm(`${server} asks: ${message}`)) ? "accept" : "decline",
   * }));
   * ```
   */
  withElicitation(handler: ElicitationHandler | "interrupt", options?: ElicitationOptions): this;

  /** Receives what happens to servers and tools. Nothing is logged without one. */
  withLogger(logger: Logger): this;

  /**
   * Goes on without servers that do not connect. Each is tried again in the background, and its tools join when it comes.
   * @param skip - default `true`
   */
  skipFailedServers(skip?: boolean): this;

  /**
   * Before the team is built, asks every server for a sign of life besides its handshake, all side by side, and reports
   * all that failed at once. With `skipFailedServers()` they are left out instead. The connections are the team's.
   * @param test - default `true`
   */
  testConnectionBeforeBuild(test?: boolean): this;

  /**
   * Connects to all servers side by side and makes the team, which owns the connections from then on. A failure leaves
   * nothing running, and the builder can be used again.
   *
   * @throws ConfigurationError with all that is wrong, before anything is started; or when the team is built already
   * @throws the error of the one server that failed; ServersFailedError when several did
   */
  build(): Promise<AgentTeam<T>>;

  /**
   * Connects to all servers and gives their tools. Needs no model. `build()` uses the same connections; without it,
   * `close()` ends them.
   *
   * @throws as {@link build}
   */
  fetchMcpTools(): Promise<StructuredToolInterface[]>;

  /** The names of all tools, as far as they are known: those of the servers are, once they are connected. */
  getToolNames(): string[];

  /** The names of the servers' tools, as the model knows them: none before they are connected. */
  getMcpToolNames(): string[];

  /** The tools that are refused because they are not as they were pinned: known once the servers are connected. */
  getToolPinChanges(): readonly ToolPinChange[];

  /** How many servers are configured. */
  getMcpServerCount(): number;

  /** Whether there is a team. */
  isBuilt(): boolean;

  /**
   * The team as a LangGraph node: state in, a command to the supervisor out. As in azcore, it builds the team when
   * nobody has: on its first call. `close()` ends a team that was built so.
   *
   * @throws ConfigurationError with what is wrong with the options
   */
  getTeamCallable(options?: TeamCallableOptions): TeamCallable;

  /**
   * Ends what this builder started and did not give away: a team that `build()` returned is not touched. A `build()` or
   * `fetchMcpTools()` that is under way is rejected. Idempotent.
   */
  close(): Promise<void>;
}
