import { ConfigurationError, problemsBelow } from "@mcp-team/transports";
import type { Client, Root } from "@modelcontextprotocol/client";
import type { AskingServer, ClientFeature } from "../connection/client-feature.js";
import { type RootOption, rootProblems, toRoots } from "./to-roots.js";

/**
 * Tells servers in which places they may work.
 *
 * Source: MCP specification 2025-11-25, Roots.
 */
export class RootsFeature implements ClientFeature {
  readonly capabilities = { roots: { listChanged: true } } as const;
  readonly #clients = new Map<AskingServer, Client>();
  #roots: readonly Root[];

  /** @throws ConfigurationError when a root is not a place on this machine */
  constructor(roots: readonly RootOption[]) {
    this.#roots = checked(roots);
  }

  get roots(): readonly Root[] {
    return this.#roots;
  }

  attach(client: Client, server: AskingServer): void {
    if (!this.#clients.has(server)) server.events.on("state", () => this.#forget(server));
    this.#clients.set(server, client);
    client.setRequestHandler("roots/list", () => ({ roots: [...this.#roots] }));
  }

  /**
   * Replaces the roots and tells the servers, which then ask for them. Modern servers ask in every call that needs them.
   *
   * @throws ConfigurationError when a root is not a place on this machine; the roots stay as they are
   */
  async set(roots: readonly RootOption[]): Promise<void> {
    this.#roots = checked(roots);
    const told = [...this.#clients].map(async ([server, client]) => {
      if (server.era === "legacy" && client.transport) await client.sendRootsListChanged();
    });
    // One that cannot be told now asks when it is connected again.
    await Promise.allSettled(told);
  }

  /** Connections come and go while the team lives. */
  #forget(server: AskingServer): void {
    if (server.state === "closed") this.#clients.delete(server);
  }
}

function checked(roots: readonly RootOption[]): Root[] {
  const problems = problemsBelow("roots", rootProblems(roots));
  if (problems.length > 0) throw new ConfigurationError(problems);
  return toRoots(roots);
}
