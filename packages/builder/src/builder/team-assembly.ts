import { availableParallelism } from "node:os";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type {
  AgentTeam,
  TeamCallable,
  TeamCallableOptions,
  TeamMember,
  TenantsOptions,
  TenantsSetup,
  ToolPinChange,
  Toolset,
} from "@mcp-team/agent";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { ConfigurationError } from "@mcp-team/transports/settings";
import { Models } from "../model/models.js";
import type { ServerConfig } from "../servers/server-config.js";
import { callableProblems } from "../settings/check-callable.js";
import type { CheckedSettings, TeamSettings } from "../settings/team-settings.js";
import { loadConnectionRuntime, loadTeamRuntime } from "./load-runtime.js";
import {
  askPeople,
  buildMembers,
  gatherMembers,
  type MemberAssembly,
  problemsOfMembers,
  reopenMembers,
} from "./member-teams.js";
import { misuse } from "./misuse.js";
import { type ConnectedServers, ServerAccess } from "./server-access.js";
import { accessOptions, sharedTargets, tenantsSetup } from "./settings-for-connecting.js";

type Phase =
  | { readonly kind: "open" }
  | { readonly kind: "building"; readonly team: Promise<AgentTeam> }
  | { readonly kind: "built"; readonly team: AgentTeam; readonly toolset: Toolset }
  | { readonly kind: "closed" };

interface Checked extends CheckedSettings {
  /** There when there are no problems. */
  readonly model: BaseChatModel | undefined;
}

/** What becomes of the settings of a builder: connections, then a team. It knows who has to close them. */
export class TeamAssembly implements MemberAssembly {
  readonly #settings: TeamSettings;
  readonly #servers = new ServerAccess();
  readonly #models = new Models();
  /** The team while the servers of a principal are tried: nobody has it yet. */
  #untried: AgentTeam | undefined;
  #phase: Phase = { kind: "open" };
  /** Built for a callable: nobody else can close it. */
  #ownTeam: Promise<AgentTeam> | undefined;
  /** Built for a team above, which closes it once that is built itself. */
  #memberTeam: AgentTeam | undefined;
  #closing: Promise<void> | undefined;

  constructor(settings: TeamSettings) {
    this.#settings = settings;
  }

  get isBuilt(): boolean {
    return this.#phase.kind === "built";
  }

  /** The tools of the servers, as far as they are known. */
  get mcpTools(): StructuredToolInterface[] {
    const toolset = this.#phase.kind === "built" ? this.#phase.toolset : this.#servers.toolset;
    return toolset?.tools ?? [];
  }

  get toolPinChanges(): readonly ToolPinChange[] {
    const toolset = this.#phase.kind === "built" ? this.#phase.toolset : this.#servers.toolset;
    return toolset?.pinChanges ?? [];
  }

  asksPeople(above: ReadonlySet<MemberAssembly> = new Set()): boolean {
    if (above.has(this)) return false;
    const { approvals, members } = this.#settings;
    return approvals.length > 0 || askPeople(members, new Set([...above, this]));
  }

  /** @throws ConfigurationError when the team can no longer be changed */
  assertChangeable(method: string): void {
    if (this.#phase.kind === "open") return;
    this.#assertNotClosed(method);
    throw misuse(
      method,
      "was called after build().",
      "Make all settings before it, or make a second builder.",
    );
  }

  /** @throws ConfigurationError when the servers can no longer be changed */
  assertServersChangeable(method: string): void {
    this.assertChangeable(method);
    if (!this.#servers.begun) return;
    throw misuse(
      method,
      "was called after fetchMcpTools(), which connected to the servers.",
      "Call it before.",
    );
  }

  build(): Promise<AgentTeam> {
    return this.#buildOnce(this.#withoutCheckpointer());
  }

  async buildMember(): Promise<AgentTeam> {
    this.#memberTeam = await this.#buildOnce([]);
    return this.#memberTeam;
  }

  async fetchTools(): Promise<StructuredToolInterface[]> {
    this.#assertNotClosed("fetchMcpTools");
    if (this.#phase.kind === "built") return this.mcpTools;
    const { servers, problems } = this.#settings.check();
    refuse(problems);
    const { toolset } = await this.#connect(servers);
    return toolset.tools;
  }

  callable(options: TeamCallableOptions | undefined): TeamCallable {
    this.#assertNotClosed("getTeamCallable");
    refuse(callableProblems(options));
    return async (state, config) => {
      const team = await this.#teamForCallable();
      const { createTeamCallable } = await loadTeamRuntime();
      return createTeamCallable(team, options)(state, config);
    };
  }

  /** Closes the builders among the members, too. */
  async close(): Promise<void> {
    const together = new Set<MemberAssembly>();
    this.gather(together);
    await Promise.all([...together].map((assembly) => assembly.closeAlone()));
  }

  gather(together: Set<MemberAssembly>): void {
    if (together.has(this)) return;
    together.add(this);
    gatherMembers(this.#settings.members, together);
  }

  closeAlone(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const underWay = this.#phase.kind === "building" ? this.#phase.team : undefined;
    this.#phase = { kind: "closed" };
    await Promise.all([this.#servers.close(closedMeanwhile()), this.#untried?.close()]);
    // It fails now, and ends what it had already.
    await underWay?.catch(() => undefined);
    const team = await this.#ownTeam?.catch(() => undefined);
    await team?.close();
  }

  async problemsBelow(above: ReadonlySet<MemberAssembly>): Promise<readonly ConfigurationProblem[]> {
    const said = (message: string) => [{ path: "", message }];
    if (above.has(this)) return said("is a member of itself: a team cannot be part of its own parts");
    if (this.#phase.kind === "closed") return said("is a builder that was closed: make a new one");
    if (this.#phase.kind !== "open") return said("is a builder whose team is built already: pass the team");
    return (await this.#check(above)).problems;
  }

  async reopen(): Promise<void> {
    const team = this.#memberTeam;
    this.#memberTeam = undefined;
    // One that was closed meanwhile stays closed; its team is nobody else's, all the same.
    if (this.#phase.kind === "built") this.#phase = { kind: "open" };
    await team?.close();
  }

  async #buildOnce(missing: readonly ConfigurationProblem[]): Promise<AgentTeam> {
    this.#assertNotClosed("build");
    if (this.#phase.kind !== "open") {
      throw misuse("build", "was called twice.", "Use the team of the first call, or make a second builder.");
    }
    return this.#build(missing);
  }

  #teamForCallable(): Promise<AgentTeam> | AgentTeam {
    this.#assertNotClosed("getTeamCallable");
    if (this.#phase.kind === "built") return this.#phase.team;
    if (this.#phase.kind === "building") return this.#phase.team;
    // The graph that it is a node of has a checkpointer for both.
    this.#ownTeam = this.#build([]);
    return this.#ownTeam;
  }

  #build(missing: readonly ConfigurationProblem[]): Promise<AgentTeam> {
    const team = this.#assemble(missing);
    this.#phase = { kind: "building", team };
    return team;
  }

  async #assemble(missing: readonly ConfigurationProblem[]): Promise<AgentTeam> {
    let built = false;
    try {
      const { model, servers, pinnedResources, problems } = await this.#check(new Set());
      refuse([...problems, ...missing]);
      this.#assertNotClosed("build");
      const [connected, members] = await this.#connectAll(servers);
      const { connections, toolset, features } = connected;
      built = true;
      this.#assertNotClosed("build");
      const runtime = await loadTeamRuntime();
      const { name, tools, middleware, approvals } = this.#settings;
      refuse(await runtime.checkPinnedResources(connections.all, pinnedResources));
      const { llm: _, roots: __, sampling: ___, tenants, ...settings } = this.#settings.once.values;
      const setup = tenants && (await this.#tenantsSetup(tenants, servers, connected));
      this.#assertNotClosed("build");
      const team = runtime.createTeam({
        ...settings,
        roots: features.roots,
        name,
        model: model as BaseChatModel,
        connections,
        toolset,
        tools,
        members,
        middleware,
        approvals,
        pinnedResources,
        ...(setup && { tenants: setup }),
      });
      this.#untried = team;
      if (tenants?.probe !== undefined) await runtime.probeTenants(team, tenants.probe);
      this.#assertNotClosed("build");
      this.#untried = undefined;
      this.#servers.release();
      this.#phase = { kind: "built", team, toolset };
      return team;
    } catch (error) {
      await this.#untried?.close();
      this.#untried = undefined;
      await this.#servers.drop();
      if (built) await reopenMembers(this.#settings.members);
      // What failed because of it would say less.
      if (this.#phase.kind === "closed") throw closedMeanwhile();
      this.#phase = { kind: "open" };
      throw error;
    }
  }

  /** A run that waits for a person waits in a checkpointer. That of a member waits in the one of the team above. */
  #withoutCheckpointer(): ConfigurationProblem[] {
    if (!this.asksPeople() || this.#settings.once.values.checkpointer) return [];
    const message =
      "is missing, and withApproval() needs one: a run that waits for a person is kept there. Call withCheckpointer(new MemorySaver()), or give one that survives a restart";
    return [{ path: "checkpointer", message }];
  }

  /** Loads the models, too: what is wrong with their names is reported with all that is wrong. */
  async #check(above: ReadonlySet<MemberAssembly>): Promise<Checked> {
    const loaded = await this.#models.loadNamed(this.#settings.once.values);
    const members = await problemsOfMembers(this.#settings.members, new Set([...above, this]));
    const checked = this.#settings.check();
    const own = [...checked.problems, ...this.#settings.missing()];
    return { ...checked, model: loaded.model, problems: [...own, ...loaded.problems, ...members] };
  }

  /** Connects to the servers and builds the members side by side. Waits for both, so that nothing comes after a failure. */
  async #connectAll(servers: readonly ServerConfig[]): Promise<[ConnectedServers, TeamMember[]]> {
    // Loading keeps the program busy, and there are more to be started when the first ones are there.
    if (countLocal(servers) > availableParallelism()) await loadTeamRuntime();
    const connecting = this.#connect(servers, () => {
      // Whatever is wrong with it shows when it is needed.
      loadTeamRuntime().catch(() => {});
    });
    const building = buildMembers(this.#settings.members);
    const [connected, built] = await Promise.allSettled([connecting, building]);
    if (connected.status === "rejected" && built.status === "fulfilled")
      await reopenMembers(this.#settings.members);
    return [await connecting, await building];
  }

  async #tenantsSetup(
    tenants: TenantsOptions,
    servers: readonly ServerConfig[],
    connected: ConnectedServers,
  ): Promise<TenantsSetup> {
    const runtime = await loadConnectionRuntime();
    return tenantsSetup(runtime, this.#settings, this.#models, tenants, servers, connected);
  }

  #connect(servers: readonly ServerConfig[], onStarted?: () => void): Promise<ConnectedServers> {
    const targets = sharedTargets(this.#settings, servers, this.#models);
    return this.#servers.connect(targets, { ...accessOptions(this.#settings), onStarted });
  }

  #assertNotClosed(method: string): void {
    if (this.#phase.kind === "closed")
      throw misuse(method, "was called after close().", "Make a new builder.");
  }
}

function closedMeanwhile(): ConfigurationError {
  return misuse("close", "was called while the builder was connecting.", "Nothing is left running.");
}

/** How many processes are started for servers. */
function countLocal(servers: readonly ServerConfig[]): number {
  const counts = servers.map((server) => (server.transport === "stdio" ? (server.instances ?? 1) : 0));
  return counts.reduce((sum, count) => sum + count, 0);
}

function refuse(problems: ConstructorParameters<typeof ConfigurationError>[0]): void {
  if (problems.length > 0) throw new ConfigurationError(problems);
}
