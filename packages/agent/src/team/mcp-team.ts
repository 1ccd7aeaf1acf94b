import { Runnable, type RunnableToolLike } from "@langchain/core/runnables";
import type { StructuredToolInterface } from "@langchain/core/tools";
import { ConfigurationError, ConnectionError } from "@mcp-team/transports";
import type { ReactAgent } from "langchain";
import { describeServer } from "../connection/describe-server.js";
import type { ServerStatus } from "../connection/server-status.js";
import { teamAsTool } from "../members/team-as-tool.js";
import { createPrompts } from "../prompts/create-prompts.js";
import type { TeamResources } from "../resources/team-resources.js";
import type { RootOption } from "../roots/to-roots.js";
import { RunTrace } from "../tracing/run-trace.js";
import { traceStream } from "../tracing/trace-stream.js";
import type { AgentTeam, TeamHealth } from "./agent-team.js";
import { assertThread } from "./assert-thread.js";
import { checkHealth } from "./check-health.js";
import { completeContext } from "./complete-context.js";
import { outputSchemaOf } from "./output-schema.js";
import { rootCause } from "./root-cause.js";
import type { TeamOutput, TeamRunInput, TeamRunOptions } from "./run-types.js";
import type { TeamEmitter, TeamEvents } from "./team-events.js";
import type { TeamOptions } from "./team-options.js";

/** What was made of the options already. */
export interface TeamParts {
  /** All tools that are of no server: those of the options, those that the members are, those that every team has. */
  readonly localTools: readonly StructuredToolInterface[];
  readonly resources: TeamResources;
  /** What its parts tell, too. */
  readonly events: TeamEmitter;
}

/** The team that {@link createTeam} makes. */
export class McpTeam extends Runnable<TeamRunInput, TeamOutput, TeamRunOptions> implements AgentTeam {
  override lc_namespace = ["mcp_team"];
  override readonly name: string;
  readonly description: string;
  readonly resources: AgentTeam["resources"];
  readonly prompts: AgentTeam["prompts"];
  readonly outputSchema: AgentTeam["outputSchema"];
  readonly #agent: ReactAgent;
  readonly #options: TeamOptions;
  readonly #localTools: readonly StructuredToolInterface[];
  readonly #events: TeamEmitter;
  #closing: Promise<void> | undefined;

  constructor(agent: ReactAgent, options: TeamOptions, { localTools, resources, events }: TeamParts) {
    super();
    this.#events = events;
    const { name, description, connections, logger } = options;
    this.name = name;
    this.description = description ?? `A team of agents called ${name}.`;
    this.#agent = agent;
    this.#options = options;
    this.#localTools = localTools;
    this.resources = resources;
    this.prompts = createPrompts(connections.all, logger);
    this.outputSchema = outputSchemaOf(options.responseFormat);
    this.#forwardEvents();
  }

  get tools(): StructuredToolInterface[] {
    return [...this.#options.toolset.tools, ...this.#localTools];
  }

  get servers(): ServerStatus[] {
    return this.#options.connections.all.map((connection) => {
      const { toolset } = this.#options;
      return describeServer(
        connection,
        toolset.namesOf(connection),
        toolset.leftOutOf(connection),
        toolset.warningsOf(connection),
      );
    });
  }

  get toolPinChanges(): AgentTeam["toolPinChanges"] {
    return this.#options.toolset.pinChanges;
  }

  get graph(): AgentTeam["graph"] {
    return this.#agent.graph as unknown as AgentTeam["graph"];
  }

  override async invoke(input: TeamRunInput, options?: TeamRunOptions): Promise<TeamOutput> {
    this.#assertOpen();
    assertThread(options, this.#options);
    const completed = completeContext(options, this.#options.contextSchema);
    const run = new RunTrace(this.#options, options?.configurable);
    try {
      const output = await run.within(() => this.#agent.invoke(input as never, completed as never));
      run.end();
      return output as TeamOutput;
    } catch (error) {
      run.end(error);
      throw rootCause(error);
    }
  }

  override stream: AgentTeam["stream"] = async (input: TeamRunInput, options?: TeamRunOptions) => {
    this.#assertOpen();
    assertThread(options, this.#options);
    const completed = completeContext(options, this.#options.contextSchema);
    const run = new RunTrace(this.#options, options?.configurable);
    const mode = { streamMode: "values", ...completed };
    try {
      return traceStream(
        await run.within(() => this.#agent.stream(input as never, mode as never)),
        run,
      ) as never;
    } catch (error) {
      run.end(error);
      throw error;
    }
  };

  health(): Promise<TeamHealth> {
    return checkHealth(this.#options.connections.all);
  }

  override asTool(): StructuredToolInterface;
  override asTool<I extends TeamRunInput = TeamRunInput>(
    fields: Parameters<Runnable<I, TeamOutput>["asTool"]>[0],
  ): RunnableToolLike<never, TeamOutput>;
  override asTool(fields?: Parameters<Runnable<TeamRunInput, TeamOutput>["asTool"]>[0]): unknown {
    if (fields) return super.asTool(fields);
    return teamAsTool(this);
  }

  async setRoots(roots: readonly RootOption[]): Promise<void> {
    this.#assertOpen();
    const { roots: feature } = this.#options;
    if (feature) return feature.set(roots);
    const message =
      "cannot be set: servers were not told that there are any. Build the team with withRoots([]).";
    throw new ConfigurationError([{ path: "roots", message }]);
  }

  on<E extends keyof TeamEvents>(event: E, listener: (payload: TeamEvents[E]) => void): this {
    this.#events.on(event, listener as never);
    return this;
  }

  off<E extends keyof TeamEvents>(event: E, listener: (payload: TeamEvents[E]) => void): this {
    this.#events.off(event, listener as never);
    return this;
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeAll().then(() => void this.#events.emit("closed", undefined));
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #closeAll(): Promise<void> {
    const { connections, members = [] } = this.#options;
    const owned = members.filter((member) => member.owned);
    await Promise.all([connections.close(), ...owned.map(({ team }) => team.close())]);
  }

  #forwardEvents(): void {
    const { connections, toolset } = this.#options;
    const status = (name: string) => this.servers.find((server) => server.name === name) as ServerStatus;
    for (const { name: server, events } of connections.all) {
      events.on("state", () => this.#events.emit("state", status(server)));
      events.on("log", (log) => this.#events.emit("log", { server, ...log }));
      events.on("resourcesChanged", () => this.#events.emit("resourcesChanged", { server }));
      events.on("promptsChanged", () => this.#events.emit("promptsChanged", { server }));
      events.on("resourceUpdated", (uri) => this.#events.emit("resourceUpdated", { server, uri }));
      events.on("elicitationComplete", (elicitationId) =>
        this.#events.emit("elicitationComplete", { server, elicitationId }),
      );
    }
    toolset.events.on("changed", (server) => {
      this.#events.emit("toolsChanged", { server, tools: status(server).tools });
    });
  }

  #assertOpen(): void {
    if (this.#closing === undefined) return;
    throw new ConnectionError(`Team "${this.name}" was closed.`, { hint: "Build a new team." });
  }
}
