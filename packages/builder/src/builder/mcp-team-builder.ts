import type { StructuredToolInterface } from "@langchain/core/tools";
import type {
  AgentTeam,
  ApprovalPolicy,
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
import { maskServer, type ServerView } from "../servers/mask-server.js";
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
import { draftOfCall, draftOfObject } from "../settings/draft-of-call.js";
import type { MemberOption } from "../settings/member-option.js";
import type { SingleSettings } from "../settings/single-settings.js";
import { TeamSettings } from "../settings/team-settings.js";
import { registerBuilder } from "./member-teams.js";
import { TeamAssembly } from "./team-assembly.js";
import type { TeamBuilder } from "./team-builder.js";

/**
 * Builds an agent team over the tools of MCP servers. What each method does is written at {@link TeamBuilder}.
 *
 * Source: azcore, `MCPTeamBuilder`.
 *
 * @example
 * ```ts
 * await using team = await new MCPTeamBuilder("hybrid_team")
 *   .withLlm(new ChatOpenAI({ model: "gpt-4o-mini" }))
 *   .withMcpServer("node", ["tools/files.js"])
 *   .withMcpServerSse("https://api.example.com/sse", { headers: { Authorization: `Bearer ${token}` } })
 *   .build();
 * ```
 */
export class MCPTeamBuilder<out T extends TeamTypes = TeamTypes> implements TeamBuilder<T> {
  readonly name: string;
  readonly #settings: TeamSettings;
  readonly #assembly: TeamAssembly;

  /** @param name - letters, digits, `_` and `-`; also the name of the graph, and of the tool that the team can be */
  constructor(name: string) {
    this.name = name;
    this.#settings = new TeamSettings(name);
    this.#assembly = new TeamAssembly(this.#settings);
    registerBuilder(this, this.#assembly);
  }

  get servers(): readonly ServerView[] {
    return this.#settings.servers.map(maskServer);
  }

  withLlm(llm: LlmOption): this {
    return this.#set("withLlm", "llm", llm);
  }

  withTools(tools: readonly StructuredToolInterface[]): this {
    this.#assembly.assertChangeable("withTools");
    this.#settings.addTools(tools);
    return this;
  }

  withMcpServer(command: string, args?: readonly string[], options?: StdioServerOptions): this;
  withMcpServer(server: StdioServer | SseServer | HttpServer): this;
  withMcpServer(
    server: string | StdioServer | SseServer | HttpServer,
    args?: readonly string[],
    options?: StdioServerOptions,
  ): this {
    this.#assembly.assertServersChangeable("withMcpServer");
    const isObject = typeof server === "object" && args === undefined && options === undefined;
    this.#settings.addServer(
      isObject ? draftOfObject(server) : draftOfCall({ command: server, args }, options, "stdio"),
    );
    return this;
  }

  withMcpServerSse(url: ServerUrl | readonly ServerUrl[], options?: SseServerOptions): this;
  withMcpServerSse(server: Omit<SseServer, "transport">): this;
  withMcpServerSse(server: RemoteServer, options?: SseServerOptions): this {
    return this.#addRemote("withMcpServerSse", "sse", server, options);
  }

  withMcpServerHttp(url: ServerUrl | readonly ServerUrl[], options?: HttpServerOptions): this;
  withMcpServerHttp(server: Omit<HttpServer, "transport">): this;
  withMcpServerHttp(server: RemoteServer, options?: HttpServerOptions): this {
    return this.#addRemote("withMcpServerHttp", "http", server, options);
  }

  withMcpServers(fileOrObject: McpServersSource): this {
    this.#assembly.assertServersChangeable("withMcpServers");
    this.#settings.addServers(fileOrObject);
    return this;
  }

  withTeam(team: MemberOption): this {
    this.#assembly.assertChangeable("withTeam");
    this.#settings.addMember(team);
    return this;
  }

  withPrompt(prompt: string): this {
    return this.#set("withPrompt", "prompt", prompt);
  }

  withDescription(description: string): this {
    return this.#set("withDescription", "description", description);
  }

  withDefaults(defaults: ServerDefaults): this {
    this.#assembly.assertServersChangeable("withDefaults");
    this.#settings.addDefaults(defaults);
    return this;
  }

  withToolNaming(naming: ToolNaming): this {
    this.#assembly.assertServersChangeable("withToolNaming");
    return this.#set("withToolNaming", "toolNaming", naming);
  }

  withApproval(...policies: readonly ApprovalPolicy[]): this {
    this.#assembly.assertChangeable("withApproval");
    this.#settings.addApproval(policies);
    return this;
  }

  withToolPins(file: string | URL, options: ToolPinsOptions = {}): this {
    this.#assembly.assertServersChangeable("withToolPins");
    this.#settings.setToolPins(file, options);
    return this;
  }

  withToolSelection(options: ToolSelectionOptions): this {
    return this.#set("withToolSelection", "toolSelection", options);
  }

  withMiddleware<const M extends readonly AgentMiddleware[]>(
    ...middleware: M
  ): MCPTeamBuilder<T & MiddlewareTypes<M>> {
    this.#assembly.assertChangeable("withMiddleware");
    this.#settings.addMiddleware(middleware);
    return this.#typed();
  }

  withCheckpointer<C extends SingleSettings["checkpointer"]>(
    checkpointer: C,
  ): MCPTeamBuilder<T & (C extends boolean ? unknown : ThreadTypes)> {
    return this.#set("withCheckpointer", "checkpointer", checkpointer).#typed();
  }

  withStore(store: SingleSettings["store"]): this {
    return this.#set("withStore", "store", store);
  }

  withResponseFormat<F extends ResponseFormatOption>(
    responseFormat: F & T["again"]["responseFormat"],
  ): MCPTeamBuilder<T & ResponseTypes<F>> {
    return this.#set("withResponseFormat", "responseFormat", responseFormat).#typed();
  }

  withContextSchema<S extends ContextSchemaOption>(
    contextSchema: S & T["again"]["contextSchema"],
  ): MCPTeamBuilder<T & ContextTypes<S>> {
    return this.#set("withContextSchema", "contextSchema", contextSchema).#typed();
  }

  withTenants<Context>(options: TenantsOptions<Context>): MCPTeamBuilder<T & TenantTypes<Context>> {
    this.#assembly.assertServersChangeable("withTenants");
    return this.#set("withTenants", "tenants", options).#typed();
  }

  withResource(uri: string, options?: ResourceScope): this {
    this.#assembly.assertChangeable("withResource");
    this.#settings.addResource(uri, options);
    return this;
  }

  withResourcesAsTools(offer = true): this {
    return this.#set("withResourcesAsTools", "resourcesAsTools", offer);
  }

  withResultLimit(limit: ResultLimit): this {
    return this.#set("withResultLimit", "resultLimit", limit);
  }

  withMedia(policy: MediaPolicy): this {
    return this.#set("withMedia", "media", policy);
  }

  withRoots(roots: readonly RootOption[]): this {
    this.#assembly.assertServersChangeable("withRoots");
    return this.#set("withRoots", "roots", roots);
  }

  withSampling(options: SamplingOptions<LlmOption> = {}): this {
    this.#assembly.assertServersChangeable("withSampling");
    return this.#set("withSampling", "sampling", options);
  }

  withLogLevel(level: SingleSettings["logLevel"]): this {
    this.#assembly.assertServersChangeable("withLogLevel");
    return this.#set("withLogLevel", "logLevel", level);
  }

  withElicitation(handler: ElicitationHandler | "interrupt", options: ElicitationOptions = {}): this {
    this.#assembly.assertServersChangeable("withElicitation");
    return this.#set("withElicitation", "elicitation", { by: handler, options });
  }

  withLogger(logger: Logger): this {
    this.#assembly.assertServersChangeable("withLogger");
    return this.#set("withLogger", "logger", logger);
  }

  skipFailedServers(skip = true): this {
    this.#assembly.assertServersChangeable("skipFailedServers");
    return this.#set("skipFailedServers", "skipFailedServers", skip);
  }

  testConnectionBeforeBuild(test = true): this {
    this.#assembly.assertServersChangeable("testConnectionBeforeBuild");
    return this.#set("testConnectionBeforeBuild", "testConnectionBeforeBuild", test);
  }

  build(): Promise<AgentTeam<T>> {
    return this.#assembly.build() as Promise<unknown> as Promise<AgentTeam<T>>;
  }

  fetchMcpTools(): Promise<StructuredToolInterface[]> {
    return this.#assembly.fetchTools();
  }

  getToolNames(): string[] {
    return [...this.getMcpToolNames(), ...this.#settings.localNames];
  }

  getMcpToolNames(): string[] {
    return this.#assembly.mcpTools.map(({ name }) => name);
  }

  getToolPinChanges(): readonly ToolPinChange[] {
    return this.#assembly.toolPinChanges;
  }

  getMcpServerCount(): number {
    return this.#settings.serverCount;
  }

  isBuilt(): boolean {
    return this.#assembly.isBuilt;
  }

  getTeamCallable(options?: TeamCallableOptions): TeamCallable {
    return this.#assembly.callable(options);
  }

  close(): Promise<void> {
    return this.#assembly.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #set<K extends keyof SingleSettings>(method: string, key: K, value: SingleSettings[K]): this {
    this.#assembly.assertChangeable(method);
    this.#settings.once.set(key, value);
    return this;
  }

  /** A setting changes what the compiler knows of the builder, not the builder. */
  #typed<Changed extends TeamTypes>(): MCPTeamBuilder<Changed> {
    return this as unknown as MCPTeamBuilder<Changed>;
  }

  #addRemote(
    method: string,
    kind: "sse" | "http",
    server: RemoteServer,
    options: SseServerOptions | undefined,
  ): this {
    this.#assembly.assertServersChangeable(method);
    const isAddress =
      typeof server !== "object" || server instanceof URL || Array.isArray(server) || options !== undefined;
    this.#settings.addServer(
      isAddress ? draftOfCall({ url: server }, options, kind) : draftOfObject(server, kind),
    );
    return this;
  }
}

/** An address, or an object with one. */
type RemoteServer = ServerUrl | readonly ServerUrl[] | Omit<SseServer | HttpServer, "transport">;
