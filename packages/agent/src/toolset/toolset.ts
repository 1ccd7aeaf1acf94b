import { EventEmitter } from "node:events";
import { ConfigurationError } from "@mcp-team/transports";
import type { Tool } from "@modelcontextprotocol/client";
import type { Logger } from "pino";
import type { Connection } from "../connection/connection.js";
import type { LeftOutTool } from "../connection/server-status.js";
import type { ToolPinChange } from "../pins/pin-changes.js";
import type { ToolPins } from "../pins/tool-pins.js";
import { chooseTools, type OfferedTool } from "./choose-tools.js";
import { McpTool } from "./mcp-tool.js";
import { collidingNames, nameTools, type ToolNaming } from "./name-tools.js";
import { showInvisible } from "./shown/invisible-characters.js";
import { ToolLists } from "./tool-lists.js";

/** How a toolset is put together. */
export interface ToolsetOptions {
  /** @default "collisions" */
  readonly naming?: ToolNaming;
  /** Names that are taken: those of the local tools. */
  readonly reserved?: ReadonlySet<string>;
  /** Go on without the tools of a server that does not give its list. @default false */
  readonly skipFailedServers?: boolean;
  /** Refuses tools that are not as they were pinned. @default none are refused */
  readonly pins?: ToolPins;
  /** Where the lists of the connections are kept that are followed already. @default they are followed from now on */
  readonly lists?: ToolLists;
  /** Whose lists are taken for the connections that both have: they are followed there, and asked for once. @default none */
  readonly shared?: Toolset;
  readonly logger?: Logger;
}

/** More than OpenAI takes in one request. */
const manyTools = 128;

/** What a toolset tells, as the arguments of each event. */
interface ToolsetEvents {
  readonly changed: [server: string];
}

/** A tool that can be offered, before it has its name. */
interface Candidate extends OfferedTool {
  readonly connection: Connection;
}

/**
 * The merged tools of all connections. It follows `tools/list_changed`, and servers that come later; the tools of a server
 * that is lost stay, and say so when they are called.
 */
export class Toolset {
  readonly events = new EventEmitter<ToolsetEvents>();
  readonly #connections: readonly Connection[];
  readonly #naming: ToolNaming;
  readonly #reserved: ReadonlySet<string>;
  readonly #pins: ToolPins | undefined;
  readonly #shared: Toolset | undefined;
  readonly #sharedChanged = (server: string) => {
    this.#merge();
    this.events.emit("changed", server);
  };
  readonly #logger: Logger | undefined;
  readonly #lists: ToolLists;
  readonly #leftOut = new Map<Connection, readonly LeftOutTool[]>();
  readonly #warnings = new Map<Connection, readonly string[]>();
  /** What was logged: lists are merged again and again. */
  readonly #logged = new Set<string>();
  #tools: ReadonlyMap<string, McpTool> = new Map();

  private constructor(connections: readonly Connection[], options: ToolsetOptions) {
    const { naming, reserved, pins, lists, shared, logger } = options;
    this.#connections = connections;
    this.#lists = lists ?? new ToolLists();
    this.#shared = shared;
    // Those of all principals may follow it.
    this.events.setMaxListeners(0);
    this.#pins = pins;
    this.#naming = naming ?? "collisions";
    this.#reserved = reserved ?? new Set();
    this.#logger = logger;
  }

  /**
   * Asks all ready servers for their tools, unless that was done.
   *
   * @throws ConfigurationError when `naming` is `"refuse"` and names collide, or new pins cannot be written
   */
  static async create(connections: readonly Connection[], options: ToolsetOptions = {}): Promise<Toolset> {
    const toolset = new Toolset(connections, options);
    const own = connections.filter((connection) => !options.shared?.has(connection));
    await Promise.all(own.map((connection) => toolset.#list(connection, options.skipFailedServers ?? false)));
    toolset.#listen();
    toolset.#merge();
    toolset.#refuseCollisions();
    await options.pins?.save();
    if (options.shared === undefined) return toolset;
    options.shared.events.on("changed", toolset.#sharedChanged);
    // A list may have changed since it was looked at first.
    toolset.#merge();
    return toolset;
  }

  /** The tools as they are now. */
  get tools(): McpTool[] {
    return [...this.#tools.values()];
  }

  /** The tool that the model knows by a name. */
  get(name: string): McpTool | undefined {
    return this.#tools.get(name);
  }

  /** Whether it follows the tools of a server. */
  has(connection: Connection): boolean {
    return this.#connections.includes(connection);
  }

  /** The list that a server gave last. */
  listOf(connection: Connection): readonly Tool[] | undefined {
    return this.#lists.of(connection);
  }

  namesOf(connection: Connection): string[] {
    return this.tools.flatMap((tool) => (tool.connection === connection ? [tool.name] : []));
  }

  leftOutOf(connection: Connection): readonly LeftOutTool[] {
    const refused = connection.refusedTools.map(({ name, reason }) => ({
      name: showInvisible(name),
      reason: showInvisible(reason),
    }));
    return [...refused, ...(this.#leftOut.get(connection) ?? [])];
  }

  /** What somebody should look at. */
  warningsOf(connection: Connection): readonly string[] {
    return this.#warnings.get(connection) ?? [];
  }

  /** The tools that are refused because they are not as they were pinned. */
  get pinChanges(): readonly ToolPinChange[] {
    return this.#pins?.changes ?? [];
  }

  /** Whether lists that changed are being read again. */
  get isSettling(): boolean {
    return this.#lists.isSettling || this.#shared?.isSettling === true;
  }

  /** Resolves when the lists that changed have been read again. Never rejects. */
  async settled(): Promise<void> {
    await Promise.all([this.#lists.settled(), this.#shared?.settled()]);
  }

  /** Follows the shared toolset no longer. */
  close(): void {
    this.#shared?.events.off("changed", this.#sharedChanged);
  }

  /**
   * One that was lost before there is a toolset has no tools until it is back. One whose list cannot be had is of no use: it
   * fails as if it had not connected.
   */
  async #list(connection: Connection, skip: boolean): Promise<void> {
    this.#lists.follow(connection);
    if (connection.state !== "ready") return this.#lists.forget(connection);
    try {
      await this.#lists.first(connection);
    } catch (error) {
      if (!skip) throw error;
      await connection.fail(error as Error);
    }
  }

  #listen(): void {
    this.#lists.events.on("changed", (connection) =>
      this.#logFailureOf(connection, async () => {
        this.#merge();
        this.events.emit("changed", connection.name);
        await this.#pins
          ?.save()
          .catch((error: Error) => this.#logger?.error({ err: error }, "new tools could not be pinned"));
      }),
    );
    this.#lists.events.on("failed", (connection, error) =>
      this.#logFailureOf(connection, async () => {
        const hasList = this.#lists.of(connection) !== undefined;
        this.#logger?.warn(
          { server: connection.name, err: error },
          `the list of tools could not be read${hasList ? " again" : ""}`,
        );
        // One that never gave a list is of no use yet, and is tried again where failed servers are skipped.
        if (!hasList) await connection.fail(error);
      }),
    );
  }

  /** Nobody waits for what follows from a list, so nobody would take an error, which may be that of a program's own listener. */
  async #logFailureOf({ name: server }: Connection, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#logger?.error({ server, err: error }, "what follows from a list of tools failed");
    }
  }

  #merge(): void {
    const candidates = this.#connections.flatMap((connection) => this.#candidatesOf(connection));
    const names = nameTools(candidates.map(toUnnamed), this.#naming, this.#reserved);
    const tools = candidates.map((candidate, index) => this.#toTool(candidate, names[index] as string));
    const before = this.tools;
    this.#warnOfMany(tools.length);
    this.#tools = new Map(tools.map((tool) => [tool.name, tool]));
    this.#withdraw(before);
  }

  #warnOfMany(count: number): void {
    if (count <= manyTools || this.#tools.size > manyTools) return;
    this.#logger?.warn(
      { tools: count },
      "a model gets very many tools with each request, some take no more than 128",
    );
  }

  #candidatesOf(connection: Connection): Candidate[] {
    const { name, definition } = connection;
    const own = this.#lists.of(connection);
    const listed = own ?? this.#shared?.listOf(connection);
    if (listed === undefined) return [];
    const { offered, leftOut, warnings } = chooseTools(name, listed, definition.tools ?? {}, this.#pins);
    this.#leftOut.set(connection, leftOut);
    this.#warnings.set(connection, warnings);
    if (own !== undefined) {
      for (const { name: tool, reason } of leftOut)
        this.#warn({ server: name, tool, reason }, "tool left out");
      for (const warning of warnings) this.#warn({ server: name }, warning);
    }
    return offered.map((tool) => ({ ...tool, connection }));
  }

  /** Whoever still holds a tool that is left out now cannot call it, either. */
  #withdraw(before: readonly McpTool[]): void {
    const reasons = new Map(
      [...this.#leftOut].map(([connection, leftOut]) => [
        connection,
        new Map(leftOut.map(({ name, reason }) => [name, reason])),
      ]),
    );
    for (const tool of before) {
      if (this.#tools.get(tool.name) === tool) continue;
      const reason = reasons.get(tool.connection)?.get(showInvisible(tool.definition.name));
      if (reason !== undefined) tool.withdraw(reason);
    }
  }

  #warn(facts: Readonly<Record<string, string>>, message: string): void {
    const key = JSON.stringify([facts, message]);
    if (this.#logged.has(key)) return;
    this.#logged.add(key);
    this.#logger?.warn(facts, message);
  }

  /** A tool that did not change stays the same object. */
  #toTool({ connection, definition, shown, schema }: Candidate, name: string): McpTool {
    const before = this.#tools.get(name) ?? this.#shared?.get(name);
    if (before?.connection === connection && JSON.stringify(before.definition) === JSON.stringify(definition))
      return before;
    return new McpTool({ name, schema, definition, shown, connection });
  }

  #refuseCollisions(): void {
    if (this.#naming !== "refuse") return;
    const tools = this.#connections.flatMap((connection) => this.#candidatesOf(connection)).map(toUnnamed);
    const problems = [...collidingNames(tools, this.#reserved)].map((name) => {
      const owners = tools.flatMap((tool) => (tool.name === name ? [`"${tool.server}"`] : []));
      const local = this.#reserved.has(name) ? ["the local tools"] : [];
      return {
        path: "toolNaming",
        message: `the tool name "${name}" is used by ${[...owners, ...local].join(" and ")}. Use toolNaming "collisions" or "prefix".`,
      };
    });
    if (problems.length > 0) throw new ConfigurationError(problems);
  }
}

function toUnnamed({ connection, definition }: Candidate) {
  return { server: connection.name, name: definition.name };
}
