import { defineTool, type ReferenceTool } from "./tool.js";

/** A tool that came or went while the server was running. */
export type CatalogueChange =
  | { readonly kind: "added"; readonly tool: ReferenceTool }
  | { readonly kind: "removed"; readonly tool: ReferenceTool };

/** The tools that the process offers to all of its sessions. */
export class Catalogue {
  private readonly grown: ReferenceTool[] = [];
  private readonly listeners = new Set<(change: CatalogueChange) => void>();
  private fixed: readonly ReferenceTool[];

  constructor(fixed: (catalogue: Catalogue) => readonly ReferenceTool[]) {
    this.fixed = fixed(this);
  }

  get tools(): readonly ReferenceTool[] {
    return [...this.fixed, ...this.grown];
  }

  /** Adds a tool named `grown_<n>`. */
  grow(): ReferenceTool {
    const name = `grown_${this.grown.length + 1}`;
    const tool = defineTool({
      name,
      description: "A tool that came while the server was running.",
      run: () => `${name} was called`,
    });
    this.grown.push(tool);
    this.announce({ kind: "added", tool });
    return tool;
  }

  /** Removes the tool that came last, if there is one. */
  shrink(): ReferenceTool | undefined {
    const tool = this.grown.pop();
    if (tool !== undefined) this.announce({ kind: "removed", tool });
    return tool;
  }

  /**
   * Gives a tool another description.
   *
   * @returns whether the server has the tool
   */
  redescribe(name: string, description: string): boolean {
    const before = this.fixed.find((tool) => tool.name === name);
    if (before === undefined) return false;
    const tool = { ...before, description };
    this.fixed = this.fixed.map((each) => (each === before ? tool : each));
    this.announce({ kind: "removed", tool: before });
    this.announce({ kind: "added", tool });
    return true;
  }

  /** Calls `listener` after every change, until the returned function is called. */
  onChange(listener: (change: CatalogueChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private announce(change: CatalogueChange): void {
    for (const listener of this.listeners) listener(change);
  }
}

/**
 * Registers the tools of a catalogue, and those that come later; removes those that go.
 *
 * @returns stops following
 */
export function followCatalogue(
  catalogue: Catalogue,
  register: (tool: ReferenceTool) => { remove(): void },
): () => void {
  const registered = new Map(catalogue.tools.map((tool) => [tool, register(tool)]));
  return catalogue.onChange(({ kind, tool }) => {
    if (kind === "added") registered.set(tool, register(tool));
    else registered.get(tool)?.remove();
  });
}
