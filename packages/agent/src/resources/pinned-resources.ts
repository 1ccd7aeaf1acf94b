import type { Logger } from "pino";
import { endWithin } from "../results/budget.js";
import type { Budget } from "../results/limit.js";
import { readText } from "./read-text.js";
import type { TeamResources } from "./team-resources.js";

/** A resource whose text is a part of the system prompt. */
export interface PinnedResource {
  readonly uri: string;
  /** The server that it is on. @default the one that names the address */
  readonly server?: string;
}

/** What the texts are read with. */
export interface PinningOptions {
  readonly resources: TeamResources;
  /** How much of each is shown. @default all of it */
  readonly limit?: Budget;
  readonly logger?: Logger;
}

type State =
  | { readonly kind: "stale"; readonly before?: string }
  | { readonly kind: "fresh"; readonly text: string };

/**
 * The resources in the system prompt: read when a run begins, and again in the middle of one when their server tells of a
 * change.
 */
export class PinnedResources {
  readonly #pinned: readonly PinnedResource[];
  readonly #options: PinningOptions;
  readonly #states = new Map<PinnedResource, State>();

  constructor(pinned: readonly PinnedResource[], options: PinningOptions) {
    this.#pinned = pinned;
    this.#options = options;
  }

  /** A run begins: a change may have gone untold. */
  refresh(): void {
    for (const resource of this.#pinned) this.#expire(resource);
  }

  /** A server told of a change. */
  changed(uri: string): void {
    for (const resource of this.#pinned) if (resource.uri === uri) this.#expire(resource);
  }

  /** Asks to be told of changes, where servers offer it. Never rejects. */
  async follow(): Promise<void> {
    const { resources } = this.#options;
    await Promise.allSettled(this.#pinned.map(({ uri, server }) => resources.subscribe(uri, { server })));
  }

  /** What the system prompt says of them. One that cannot be read any more stays as it was, or is said to be missing. */
  async text(): Promise<string> {
    const sections = this.#pinned.map(
      async (resource) => `<resource uri="${resource.uri}">\n${await this.#textOf(resource)}\n</resource>`,
    );
    return (await Promise.all(sections)).join("\n\n");
  }

  async #textOf(resource: PinnedResource): Promise<string> {
    const state = this.#states.get(resource) ?? this.#expire(resource);
    if (state.kind === "fresh") return state.text;
    const { uri, server } = resource;
    const { resources, logger } = this.#options;
    try {
      const text = this.#shortened(await readText(resources, uri, { server }));
      // A change in the meantime made another state, and is read the next time.
      if (this.#states.get(resource) === state) this.#states.set(resource, { kind: "fresh", text });
      return text;
    } catch (error) {
      logger?.warn({ uri, err: error }, "a resource of the system prompt could not be read");
      return state.before ?? `[It could not be read. ${(error as Error).message}]`;
    }
  }

  #shortened(text: string): string {
    const { limit } = this.#options;
    const end = limit === undefined ? text.length : endWithin(text, limit);
    return end === text.length
      ? text
      : `${text.slice(0, end)}\n[${text.length - end} more characters are left out.]`;
  }

  #expire(resource: PinnedResource): State {
    const known = this.#states.get(resource);
    const before = known?.kind === "fresh" ? known.text : known?.before;
    const state: State = { kind: "stale", ...(before !== undefined && { before }) };
    this.#states.set(resource, state);
    return state;
  }
}
