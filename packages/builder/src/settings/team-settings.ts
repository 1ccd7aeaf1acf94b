import { isDeepStrictEqual } from "node:util";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { ApprovalPolicy, PinnedResource, TeamOptions } from "@mcp-team/agent";
import { builtInToolNames, searchToolName } from "@mcp-team/agent/settings";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { name as nameField } from "../fields/name.js";
import { readMcpServers } from "../mcp-servers/read-mcp-servers.js";
import { writePath } from "../problems/path.js";
import { isShort, kindOfValue, showValue } from "../problems/show-value.js";
import { contextOptions } from "../servers/context-options.js";
import { checkDefaults } from "../servers/default-options.js";
import { type NormalizedServers, normalizeServers } from "../servers/normalize-servers.js";
import type { ServerConfig } from "../servers/server-config.js";
import type { ServerDraft } from "../servers/server-draft.js";
import type { ServerDefaults } from "../servers/server-options.js";
import { checkApproval } from "./check-approval.js";
import { checkResources, type ResourceDraft } from "./check-resources.js";
import { checkTools, nameOf } from "./check-tools.js";
import { checkMembers, type MemberOption } from "./member-option.js";
import { SettingsOnce } from "./single-settings.js";
import { tenantProblems } from "./tenant-problems.js";
import { type OpenToolPins, readToolPins } from "./tool-pins.js";

type Middleware = NonNullable<TeamOptions["middleware"]>;

/** What the settings of a team come to. */
export interface CheckedSettings {
  /** The servers as they will be connected to. */
  readonly servers: readonly ServerConfig[];
  /** The resources in the system prompt. */
  readonly pinnedResources: readonly PinnedResource[];
  /** What is wrong, whatever the team is used for. */
  readonly problems: readonly ConfigurationProblem[];
}

/** Everything that was said about a team, and what is wrong with it. Nothing is started. */
export class TeamSettings {
  readonly once = new SettingsOnce();
  readonly #problems: ConfigurationProblem[] = [];
  readonly #drafts: ServerDraft[] = [];
  readonly #tools: StructuredToolInterface[] = [];
  readonly #members: MemberOption[] = [];
  readonly #resources: ResourceDraft[] = [];
  readonly #middleware: Middleware[number][] = [];
  readonly #approvals: ApprovalPolicy[] = [];
  #openToolPins: OpenToolPins | undefined;
  #defaults: ServerDefaults = {};

  constructor(readonly name: string) {
    for (const { message } of nameField.safeParse(name).error?.issues ?? [])
      this.#problems.push({ path: "name", message });
  }

  get tools(): readonly StructuredToolInterface[] {
    return this.#tools;
  }

  /** The teams that are tools of this one. */
  get members(): readonly MemberOption[] {
    return this.#members;
  }

  /** The names of all tools that are of no server. */
  get localNames(): string[] {
    const names = [...this.#tools, ...this.#members].map(({ name }) => name).concat(this.builtInNames);
    return this.once.values.toolSelection ? [...names, searchToolName] : names;
  }

  /** The names of the tools that the team has of its own. */
  get builtInNames(): string[] {
    return builtInToolNames(this.once.values);
  }

  get middleware(): Middleware {
    return this.#middleware;
  }

  get approvals(): readonly ApprovalPolicy[] {
    return this.#approvals;
  }

  get openToolPins(): OpenToolPins | undefined {
    return this.#openToolPins;
  }

  get serverCount(): number {
    return this.#drafts.length;
  }

  addServer(draft: ServerDraft): void {
    this.#drafts.push(draft);
  }

  /** Reads the servers of a file or an object now, so that its problems are found with all others. */
  addServers(source: unknown): void {
    const { drafts, problems } = readMcpServers(source, process.env);
    this.#drafts.push(...drafts);
    this.#problems.push(...problems);
  }

  addTools(tools: unknown): void {
    if (Array.isArray(tools)) this.#tools.push(...tools);
    else
      this.#problems.push({
        path: "tools",
        message: `must be a list of LangChain tools, not ${kindOfValue(tools)}`,
      });
  }

  addMember(member: MemberOption): void {
    this.#members.push(member);
  }

  addResource(uri: unknown, options: unknown): void {
    this.#resources.push({ uri, options });
  }

  addMiddleware(middleware: Middleware): void {
    for (const [index, each] of middleware.entries()) {
      if (typeof each === "object" && each !== null && "name" in each) continue;
      const message = `must be a middleware, as createMiddleware() makes it, not ${kindOfValue(each)}`;
      this.#problems.push({ path: writePath("middleware", [this.#middleware.length + index]), message });
    }
    this.#middleware.push(...middleware);
  }

  addApproval(policies: readonly ApprovalPolicy[]): void {
    if (policies.length === 0)
      this.#problems.push({
        path: "approval",
        message: 'is empty: say what to ask about, such as "delete_*"',
      });
    for (const policy of policies) {
      this.#problems.push(...checkApproval(policy, this.#approvals.length));
      this.#approvals.push(policy);
    }
  }

  setToolPins(file: unknown, options: unknown): void {
    const read = readToolPins(file, options);
    if ("problems" in read) return void this.#problems.push(...read.problems);
    if (this.#openToolPins !== undefined)
      this.#problems.push({ path: "toolPins", message: "is set twice: remove one of the calls" });
    this.#openToolPins = read.open;
  }

  addDefaults(value: unknown): void {
    const { defaults, problems } = checkDefaults(value);
    for (const { path, message } of problems)
      this.#problems.push({ path: writePath("defaults", path), message });
    for (const key of Object.keys(defaults) as (keyof ServerDefaults)[]) {
      const before = this.#defaults[key];
      if (before === undefined || isDeepStrictEqual(before, defaults[key])) continue;
      const both = key !== "proxy" && isShort(before) && isShort(defaults[key]);
      const values = both ? ` (to ${showValue(before)} and ${showValue(defaults[key])})` : "";
      const message = `is set twice${values}: remove one of the calls`;
      this.#problems.push({ path: `defaults.${key}`, message });
    }
    this.#defaults = { ...this.#defaults, ...defaults };
  }

  /** The servers as they will be connected to. Those with problems are missing. */
  get servers(): readonly ServerConfig[] {
    return this.#normalize().servers;
  }

  /** Whether a server is connected to for each principal by itself. */
  isPerPrincipal(server: ServerConfig): boolean {
    return this.once.values.tenants !== undefined && contextOptions(server).length > 0;
  }

  /** Reads all settings, each server once: a build does it anew, because files and folders may have come meanwhile. */
  check(): CheckedSettings {
    const { servers, problems } = this.#normalize();
    const names = servers.map(({ name }) => name);
    const pinned = checkResources(this.#resources, names);
    return {
      servers,
      pinnedResources: pinned.resources,
      problems: [
        ...tenantProblems(this.once, servers, pinned.resources),
        ...this.#problems,
        ...this.once.problems,
        ...this.#searchToolProblems(),
        ...checkTools(this.#tools, this.builtInNames),
        ...checkMembers(this.#members, new Set([...this.#tools.map(nameOf), ...this.builtInNames])),
        ...pinned.problems,
        ...problems,
      ],
    };
  }

  #normalize(): NormalizedServers {
    return normalizeServers(this.#drafts, this.#defaults);
  }

  /** The selection of tools brings one of its own. */
  #searchToolProblems(): ConfigurationProblem[] {
    if (!this.once.values.toolSelection) return [];
    if (![...this.#tools, ...this.#members].some((tool) => tool?.name === searchToolName)) return [];
    const message = `brings a tool "${searchToolName}", and a local tool has that name: rename the local one`;
    return [{ path: "toolSelection", message }];
  }

  /** What keeps a team from being built, besides what {@link check} finds. */
  missing(): ConfigurationProblem[] {
    const missing: ConfigurationProblem[] = [];
    if (!this.once.mentions("llm")) {
      missing.push({ path: "llm", message: 'is missing: call withLlm(model), or withLlm("provider:model")' });
    }
    const parts = [this.#drafts, this.#tools, this.#members];
    if (parts.every(({ length }) => length === 0) && this.#problems.length === 0) {
      const message =
        "are missing, and so are local tools and teams: call withMcpServer(…), withMcpServers(…), withTools(…) or withTeam(…)";
      missing.push({ path: "servers", message });
    }
    return missing;
  }
}
