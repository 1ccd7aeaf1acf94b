import { Runnable, type RunnableToolLike } from "@langchain/core/runnables";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { IterableReadableStream } from "@langchain/core/utils/stream";
import { ConfigurationError, ConnectionError } from "@mcp-team/transports";
import type { ReactAgent } from "langchain";
import { describeServer } from "../connection/describe-server.js";
import type { ServerStatus } from "../connection/server-status.js";
import { teamAsTool } from "../members/team-as-tool.js";
import type { TeamPrompts } from "../prompts/team-prompts.js";
import type { TeamResources } from "../resources/team-resources.js";
import type { RootOption } from "../roots/to-roots.js";
import { type EnteredRun, Entrance } from "../tenants/entrance.js";
import type { TeamAccess } from "../tenants/run-access.js";
import type { Tenants } from "../tenants/tenants.js";
import { RunTrace } from "../tracing/run-trace.js";
import { traceStream } from "../tracing/trace-stream.js";
import type { AgentTeam, TeamHealth } from "./agent-team.js";
import { assertThread } from "./assert-thread.js";
import { checkHealth } from "./check-health.js";
import { completeContext } from "./complete-context.js";
import { forwardEvents } from "./forward-events.js";
import { outputSchemaOf } from "./output-schema.js";
import { rootCause } from "./root-cause.js";
import type { TeamOutput, TeamRunInput, TeamRunOptions } from "./run-types.js";
import type { TeamEmitter, TeamEvents } from "./team-events.js";
import type { TeamOptions } from "./team-options.js";

/** What was made of the options already. */
export interface TeamParts {
  /** Works on the calls of the team as a tool, of which each is a conversation of its own. */
  readonly callAgent: ReactAgent;
  /** All tools that are of no server: those of the options, those that the members are, those that every team has. */
  readonly localTools: readonly StructuredToolInterface[];
  /** Gives each run what it works with. */
  readonly access: TeamAccess;
  readonly tenants: Tenants | undefined;
  readonly resources: TeamResources;
  readonly prompts: TeamPrompts;
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
  readonly #callAgent: ReactAgent;
  readonly #options: TeamOptions;
  readonly #localTools: readonly StructuredToolInterface[];
  readonly #events: TeamEmitter;
  readonly #access: TeamAccess;
  readonly #tenants: Tenants | undefined;
  readonly #entrance: Entrance;
  #closing: Promise<void> | undefined;

  constructor(agent: ReactAgent, options: TeamOptions, parts: TeamParts) {
    super();
    const { callAgent, localTools, access, tenants, resources, prompts, events } = parts;
    this.#events = events;
    this.#access = access;
    this.#tenants = tenants;
    const { name, description } = options;
    this.name = name;
    this.description = description ?? `A team of agents called ${name}.`;
    this.#agent = agent;
    this.#callAgent = callAgent;
    this.#options = options;
    this.#localTools = localTools;
    this.resources = resources;
    this.prompts = prompts;
    this.outputSchema = outputSchemaOf(options.responseFormat);
    this.#entrance = new Entrance(access, {
      isOwned: tenants !== undefined,
      checkpointer: options.checkpointer,
    });
    forwardEvents(events, { ...options, tenants, servers: () => this.servers });
  }

  get tools(): StructuredToolInterface[] {
    return [...this.#options.toolset.tools, ...this.#localTools];
  }

  get servers(): ServerStatus[] {
    const { toolset, connections } = this.#options;
    const shared = connections.all.map((connection) =>
      describeServer(
        connection,
        toolset.namesOf(connection),
        toolset.leftOutOf(connection),
        toolset.warningsOf(connection),
      ),
    );
    if (!this.#tenants) return shared;
    const { order, statuses } = this.#tenants;
    return [...shared, ...statuses].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
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
      const output = await run.within(async () => {
        using entered = await this.#entrance.enter(completed);
        return await this.#agent.invoke(input as never, entered.options as never);
      });
      run.end();
      return output as TeamOutput;
    } catch (error) {
      run.end(error);
      throw rootCause(error);
    }
  }

  override stream: AgentTeam["stream"] = (input: TeamRunInput, options?: TeamRunOptions) =>
    this.#stream(this.#agent, input, options);

  async #stream(
    agent: ReactAgent,
    input: TeamRunInput,
    options: TeamRunOptions | undefined,
  ): Promise<IterableReadableStream<never>> {
    this.#assertOpen();
    assertThread(options, this.#options);
    const completed = completeContext(options, this.#options.contextSchema);
    const run = new RunTrace(this.#options, options?.configurable);
    let entered: EnteredRun | undefined;
    const within: RunTrace["within"] = (read) => run.within(read);
    const end = (error?: unknown) => {
      entered?.[Symbol.dispose]();
      run.end(error);
    };
    try {
      entered = await run.within(() => this.#entrance.enter(completed));
      const mode = { streamMode: "values", ...entered.options };
      const stream = await run.within(() => agent.stream(input as never, mode as never));
      return traceStream(stream, { within, end }) as never;
    } catch (error) {
      end(error);
      throw rootCause(error);
    }
  }

  health(): Promise<TeamHealth> {
    return checkHealth(this.#options.connections.all, this.#tenants?.serverNames);
  }

  override asTool(): StructuredToolInterface;
  override asTool<I extends TeamRunInput = TeamRunInput>(
    fields: Parameters<Runnable<I, TeamOutput>["asTool"]>[0],
  ): RunnableToolLike<never, TeamOutput>;
  override asTool(fields?: Parameters<Runnable<TeamRunInput, TeamOutput>["asTool"]>[0]): unknown {
    if (fields) return super.asTool(fields);
    const { name, description } = this;
    const stream = this.#stream.bind(this, this.#callAgent);
    return teamAsTool({ name, description, stream });
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
    await Promise.all([
      connections.close(),
      this.#tenants?.close(),
      ...owned.map(({ team }) => team.close()),
    ]);
  }

  /** Connects to the servers of a principal. */
  async probe(context: unknown): Promise<void> {
    (await this.#access.enter(context))[Symbol.dispose]();
  }

  #assertOpen(): void {
    if (this.#closing === undefined) return;
    throw new ConnectionError(`Team "${this.name}" was closed.`, { hint: "Build a new team." });
  }
}
