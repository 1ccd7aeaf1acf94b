import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { StructuredToolInterface } from "@langchain/core/tools";
import {
  type AgentTeam,
  createTeam,
  createTeamCallable,
  type TeamCallable,
  type TeamCallableOptions,
  type Toolset,
} from "@mcp-team/agent";
import { ConfigurationError } from "@mcp-team/transports";
import { loadModel } from "../model/load-model.js";
import { defineServer } from "../servers/define-server.js";
import type { TeamSettings } from "../settings/team-settings.js";
import { createFeatures } from "./client-features.js";
import { misuse } from "./misuse.js";
import { type ConnectedServers, ServerAccess } from "./server-access.js";

type Phase =
  | { readonly kind: "open" }
  | { readonly kind: "building"; readonly team: Promise<AgentTeam> }
  | { readonly kind: "built"; readonly team: AgentTeam; readonly toolset: Toolset }
  | { readonly kind: "closed" };

/** What becomes of the settings of a builder: connections, then a team. It knows who has to close them. */
export class TeamAssembly {
  readonly #settings: TeamSettings;
  readonly #servers = new ServerAccess();
  #phase: Phase = { kind: "open" };
  /** Built for a callable: nobody else can close it. */
  #ownTeam: Promise<AgentTeam> | undefined;

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

  async build(): Promise<AgentTeam> {
    this.#assertNotClosed("build");
    if (this.#phase.kind !== "open") {
      throw misuse("build", "was called twice.", "Use the team of the first call, or make a second builder.");
    }
    return this.#build();
  }

  async fetchTools(): Promise<StructuredToolInterface[]> {
    this.#assertNotClosed("fetchMcpTools");
    if (this.#phase.kind === "built") return this.mcpTools;
    refuse(this.#settings.problems());
    const { toolset } = await this.#connect();
    return toolset.tools;
  }

  callable(options: TeamCallableOptions | undefined): TeamCallable {
    this.#assertNotClosed("getTeamCallable");
    return async (state, config) => createTeamCallable(await this.#teamForCallable(), options)(state, config);
  }

  async close(): Promise<void> {
    this.#phase = { kind: "closed" };
    await this.#servers.close(
      misuse("close", "was called while the builder was connecting.", "Nothing is left running."),
    );
    const team = await this.#ownTeam?.catch(() => undefined);
    await team?.close();
  }

  #teamForCallable(): Promise<AgentTeam> | AgentTeam {
    this.#assertNotClosed("getTeamCallable");
    if (this.#phase.kind === "built") return this.#phase.team;
    if (this.#phase.kind === "building") return this.#phase.team;
    this.#ownTeam = this.#build();
    return this.#ownTeam;
  }

  #build(): Promise<AgentTeam> {
    const team = this.#assemble();
    this.#phase = { kind: "building", team };
    return team;
  }

  async #assemble(): Promise<AgentTeam> {
    try {
      const model = await this.#loadModel();
      this.#assertNotClosed("build");
      const { connections, toolset, features } = await this.#connect();
      this.#assertNotClosed("build");
      const { name, tools, middleware } = this.#settings;
      const { llm: _, roots: __, ...settings } = this.#settings.once.values;
      const team = createTeam({
        ...settings,
        roots: features.roots,
        name,
        model,
        connections,
        toolset,
        tools,
        middleware,
      });
      this.#servers.release();
      this.#phase = { kind: "built", team, toolset };
      return team;
    } catch (error) {
      if (this.#phase.kind !== "closed") this.#phase = { kind: "open" };
      await this.#servers.drop();
      throw error;
    }
  }

  /** Loads the model first: what is wrong with its name is reported with all that is wrong. */
  async #loadModel(): Promise<BaseChatModel> {
    const { llm } = this.#settings.once.values;
    const loaded = llm === undefined ? undefined : await loadModel(llm);
    const problems = [...this.#settings.problems(), ...this.#settings.missing()];
    if (loaded !== undefined && "problem" in loaded) problems.push(loaded.problem);
    refuse(problems);
    return (loaded as { model: BaseChatModel }).model;
  }

  #connect(): Promise<ConnectedServers> {
    const {
      skipFailedServers = false,
      testConnectionBeforeBuild = false,
      toolNaming,
      logger,
    } = this.#settings.once.values;
    const { servers } = this.#settings.normalize();
    return this.#servers.connect(
      servers.map((server) => defineServer(server, { logger })),
      {
        skipFailedServers,
        features: createFeatures(this.#settings.once.values),
        check: testConnectionBeforeBuild,
        naming: toolNaming,
        reserved: new Set(this.#settings.tools.map(({ name }) => name)),
        logger,
      },
    );
  }

  #assertNotClosed(method: string): void {
    if (this.#phase.kind === "closed")
      throw misuse(method, "was called after close().", "Make a new builder.");
  }
}

function refuse(problems: ConstructorParameters<typeof ConfigurationError>[0]): void {
  if (problems.length > 0) throw new ConfigurationError(problems);
}
