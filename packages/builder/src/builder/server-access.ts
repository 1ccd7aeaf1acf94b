import type {
  ConnectionOptions,
  Connections,
  ServerDefinition,
  ToolLists,
  Toolset,
  ToolsetOptions,
} from "@mcp-team/agent";
import { checkConnections } from "./check-connections.js";
import type { ClientFeatures } from "./client-features.js";
import { type ConnectionRuntime, loadConnectionRuntime } from "./load-runtime.js";

/** The servers of a builder, connected, with their tools. */
export interface ConnectedServers {
  readonly connections: Connections;
  readonly toolset: Toolset;
  /** What the servers were told that they may ask. */
  readonly features: ClientFeatures;
  /** With what the tools were compared. */
  readonly pins?: ToolsetOptions["pins"];
}

interface SharedServers extends ConnectedServers {
  readonly lists: ToolLists;
  readonly reserved: ReadonlySet<string>;
}

/** What to connect to. */
export interface AccessTargets {
  readonly definitions: readonly ServerDefinition[];
  /** What servers may ask of the client. */
  readonly features: ClientFeatures;
}

/** How to connect. */
export interface AccessOptions extends ToolsetOptions {
  readonly skipFailedServers: boolean;
  readonly logLevel: ConnectionOptions["logLevel"];
  /** Ask each server for a sign of life besides its handshake. */
  readonly check: boolean;
  /** The names of the local tools, which no tool of a server can have. */
  readonly reserved: ReadonlySet<string>;
  /** Called when the first servers have been started: while they start there is time for other work. */
  readonly onStarted?: () => void;
}

/**
 * The connections of a builder: made once, shared by all who ask, and given away to the team or closed. Nobody else
 * closes them.
 */
export class ServerAccess {
  readonly #closing = new AbortController();
  #connecting: Promise<SharedServers> | undefined;
  #connected: ConnectedServers | undefined;

  /** The tools, where they are known. */
  get toolset(): Toolset | undefined {
    return this.#connected?.toolset;
  }

  /** Whether connecting has begun, and not failed. */
  get begun(): boolean {
    return this.#connecting !== undefined;
  }

  /**
   * Connects, or gives what is connected already. A failure leaves nothing running and can be tried again.
   *
   * @param target - makes what to connect to
   */
  async connect(
    target: (runtime: ConnectionRuntime) => AccessTargets,
    options: AccessOptions,
  ): Promise<ConnectedServers> {
    this.#connecting ??= this.#connectOnce(target, options);
    const { reserved, lists, ...connected } = await this.#connecting;
    if (haveSameItems(reserved, options.reserved)) return connected;
    const { connections, features } = connected;
    const { Toolset } = await loadConnectionRuntime();
    // Local tools came in between: the names of the servers' tools have to make room for theirs.
    const toolset = await Toolset.create(connections.all, { ...options, lists });
    return { connections, features, pins: options.pins, toolset };
  }

  /** Gives the connections away: whoever takes them closes them. */
  release(): void {
    this.#connecting = undefined;
    this.#connected = undefined;
  }

  /** Closes what is connected. Connecting can begin again. */
  async drop(): Promise<void> {
    const connected = this.#connected;
    if (connected === undefined) return;
    this.release();
    await connected.connections.close();
  }

  /** Ends connecting too, and for good. @param reason - what those who wait for it are told */
  async close(reason: Error): Promise<void> {
    this.#closing.abort(reason);
    await this.#connecting?.catch(() => undefined);
    await this.drop();
  }

  async #connectOnce(
    target: (runtime: ConnectionRuntime) => AccessTargets,
    options: AccessOptions,
  ): Promise<SharedServers> {
    try {
      const runtime = await loadConnectionRuntime();
      this.#closing.signal.throwIfAborted();
      const connected = await connect(runtime, target(runtime), options, this.#closing.signal);
      this.#connected = connected;
      return { ...connected, reserved: options.reserved };
    } catch (error) {
      this.#connecting = undefined;
      throw error;
    }
  }
}

async function connect(
  { connectServers, ToolLists, Toolset }: ConnectionRuntime,
  { definitions, features }: AccessTargets,
  { skipFailedServers, logLevel, check, naming, reserved, pins, onStarted, logger }: AccessOptions,
  signal: AbortSignal,
): Promise<Omit<SharedServers, "reserved">> {
  const lists = new ToolLists();
  let connections: Connections | undefined;
  try {
    // The check reports those that did not connect together with those that do not answer.
    const skip = skipFailedServers || check;
    const connecting = connectServers(definitions, {
      skipFailedServers: skip,
      features: features.all,
      logLevel,
      lists,
      logger,
      signal,
    });
    onStarted?.();
    connections = await connecting;
    if (check) await checkConnections(connections, { skip: skipFailedServers, logger });
    const toolset = await Toolset.create(connections.all, {
      naming,
      reserved,
      pins,
      lists,
      skipFailedServers,
      logger,
    });
    signal.throwIfAborted();
    return { connections, toolset, lists, features, pins };
  } catch (error) {
    await connections?.close();
    signal.throwIfAborted();
    throw error;
  }
}

function haveSameItems(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item));
}
