import { EventEmitter } from "node:events";
import { ConfigurationError } from "@mcp-team/transports";
import type { Tool } from "@modelcontextprotocol/client";
import type { Logger } from "pino";
import type { Connection } from "../connection/connection.js";
import { listTools } from "../connection/requests.js";
import type { LeftOutTool } from "../connection/server-status.js";
import { McpTool } from "./mcp-tool.js";
import { collidingNames, nameTools, type ToolNaming } from "./name-tools.js";
import { toModelSchema } from "./schema/model-schema.js";

/** How a toolset is put together. */
export interface ToolsetOptions {
  /** @default "collisions" */
  readonly naming?: ToolNaming;
  /** Names that are taken: those of the local tools. */
  readonly reserved?: ReadonlySet<string>;
  /** Go on without the tools of a server that does not give its list. @default false */
  readonly skipFailedServers?: boolean;
  readonly logger?: Logger;
}

/** What a toolset tells, as the arguments of each event. */
interface ToolsetEvents {
  readonly changed: [server: string];
}

/** A tool that can be offered, before it has its name. */
interface Candidate {
  readonly connection: Connection;
  readonly definition: Tool;
  readonly schema: McpTool["schema"];
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
  readonly #logger: Logger | undefined;
  readonly #listed = new Map<Connection, readonly Tool[]>();
  readonly #refreshing = new Map<Connection, Promise<void>>();
  readonly #leftOut = new Map<Connection, readonly LeftOutTool[]>();
  #tools: ReadonlyMap<string, McpTool> = new Map();

  private constructor(connections: readonly Connection[], { naming, reserved, logger }: ToolsetOptions) {
    this.#connections = connections;
    this.#naming = naming ?? "collisions";
    this.#reserved = reserved ?? new Set();
    this.#logger = logger;
  }

  /**
   * Asks all ready servers for their tools.
   *
   * @throws ConfigurationError when `naming` is `"refuse"` and names collide
   */
  static async create(connections: readonly Connection[], options: ToolsetOptions = {}): Promise<Toolset> {
    const toolset = new Toolset(connections, options);
    const ready = connections.filter((connection) => connection.state === "ready");
    await Promise.all(
      ready.map((connection) => toolset.#list(connection, options.skipFailedServers ?? false)),
    );
    for (const connection of connections) toolset.#follow(connection);
    toolset.#refuseCollisions();
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

  namesOf(connection: Connection): string[] {
    return this.tools.flatMap((tool) => (tool.connection === connection ? [tool.name] : []));
  }

  leftOutOf(connection: Connection): readonly LeftOutTool[] {
    return this.#leftOut.get(connection) ?? [];
  }

  /** Resolves when the lists that changed have been read again. Never rejects. */
  async settled(): Promise<void> {
    await Promise.all(this.#refreshing.values());
  }

  /** A server whose list cannot be had is of no use: it fails as if it had not connected. */
  async #list(connection: Connection, skip: boolean): Promise<void> {
    try {
      this.#listed.set(connection, await listTools(connection));
    } catch (error) {
      if (!skip) throw error;
      await connection.fail(error as Error);
    }
  }

  #follow(connection: Connection): void {
    connection.events.on("toolsChanged", () => void this.#refresh(connection));
  }

  /** A change during a refresh is read by another one after it, so the last list wins. */
  #refresh(connection: Connection): Promise<void> {
    const before = this.#refreshing.get(connection) ?? Promise.resolve();
    const refresh = before.then(() => this.#read(connection));
    this.#refreshing.set(connection, refresh);
    return refresh.finally(() => {
      if (this.#refreshing.get(connection) === refresh) this.#refreshing.delete(connection);
    });
  }

  async #read(connection: Connection): Promise<void> {
    // A line that is down tells of its tools when it is up again. To ask now would wake one that has failed, for ever.
    if (connection.state !== "ready") return;
    try {
      this.#listed.set(connection, await listTools(connection));
    } catch (error) {
      // One that never gave a list is of no use yet, and is tried again where failed servers are skipped.
      if (!this.#listed.has(connection)) await connection.fail(error as Error);
      this.#logger?.warn(
        { server: connection.name, err: error },
        "the list of tools could not be read again",
      );
      return;
    }
    this.#merge();
    this.events.emit("changed", connection.name);
  }

  #merge(): void {
    const candidates = this.#connections.flatMap((connection) => this.#candidatesOf(connection));
    const names = nameTools(candidates.map(toUnnamed), this.#naming, this.#reserved);
    const tools = candidates.map((candidate, index) => this.#toTool(candidate, names[index] as string));
    this.#tools = new Map(tools.map((tool) => [tool.name, tool]));
  }

  #candidatesOf(connection: Connection): Candidate[] {
    const leftOut: LeftOutTool[] = [];
    const candidates = (this.#listed.get(connection) ?? []).flatMap((definition): Candidate[] => {
      const converted = toModelSchema(definition.inputSchema);
      if ("schema" in converted) return [{ connection, definition, schema: converted.schema }];
      leftOut.push({ name: definition.name, reason: converted.reason });
      this.#logger?.warn({ server: connection.name, tool: definition.name, ...converted }, "tool left out");
      return [];
    });
    this.#leftOut.set(connection, leftOut);
    return candidates;
  }

  /** A tool that did not change stays the same object. */
  #toTool({ connection, definition, schema }: Candidate, name: string): McpTool {
    const before = this.#tools.get(name);
    if (before?.connection === connection && JSON.stringify(before.definition) === JSON.stringify(definition))
      return before;
    return new McpTool({ name, schema, definition, connection });
  }

  #refuseCollisions(): void {
    if (this.#naming !== "refuse") return;
    const tools = [...this.#listed].flatMap(([connection, list]) =>
      list.map((definition) => ({ server: connection.name, name: definition.name })),
    );
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
