import type { Tool } from "@modelcontextprotocol/client";

/** One item of a list: a tool, a prompt, a resource, a template. */
export type Item = Readonly<Record<string, unknown>>;

/** A kind of list that servers give. */
export interface ListKind {
  /** The field of the result that holds it. */
  readonly field: string;
  /** What one item is called. */
  readonly noun: string;
  /** The field by which an item is known. */
  readonly key: string;
  /** The field that has to be the same everywhere, and what to call it when it is not. */
  readonly shape?: { readonly field: string; readonly other: string };
}

/** The lists that are put together from those of all replicas, by the method that asks for them. */
export const listKinds: Readonly<Record<string, ListKind>> = {
  "tools/list": {
    field: "tools",
    noun: "tool",
    key: "name",
    shape: { field: "inputSchema", other: "another input schema" },
  },
  "prompts/list": {
    field: "prompts",
    noun: "prompt",
    key: "name",
    shape: { field: "arguments", other: "other arguments" },
  },
  "resources/list": { field: "resources", noun: "resource", key: "uri" },
  "resources/templates/list": { field: "resourceTemplates", noun: "template", key: "uriTemplate" },
};

/** The list of one replica. */
export interface ReplicaList<I> {
  /** What the replica is called. */
  readonly replica: string;
  readonly items: readonly I[];
}

/** What all replicas have, and what only some have. */
export interface MergedList<I> {
  readonly items: I[];
  /** By their keys, with the reason in plain words. */
  readonly leftOut: ReadonlyMap<string, string>;
}

/** Keeps what all replicas have in the same shape, as the first of them describes it. */
export function mergeLists<I extends Item | Tool>(
  { noun, key, shape }: ListKind,
  lists: readonly ReplicaList<I>[],
): MergedList<I> {
  const keyed = lists.map(({ replica, items }) => ({
    replica,
    items: new Map(items.map((item) => [String(valueIn(item, key)), item])),
  }));
  const items: I[] = [];
  const leftOut = new Map<string, string>();
  for (const name of new Set(keyed.flatMap((list) => [...list.items.keys()]))) {
    const without = keyed.filter((list) => !list.items.has(name)).map(({ replica }) => replica);
    if (without.length > 0) {
      leftOut.set(name, `${noun} "${name}" is not offered by ${without.join(", ")}`);
      continue;
    }
    const [first, ...others] = keyed.map((list) => ({
      replica: list.replica,
      item: list.items.get(name) as I,
    }));
    const form = ({ item }: { item: I }) => canonical(shape && valueIn(item, shape.field));
    const different = others.filter((other) => first && form(other) !== form(first));
    if (different.length > 0 && shape) {
      const replicas = different.map(({ replica }) => replica).join(", ");
      leftOut.set(name, `${noun} "${name}" has ${shape.other} on ${replicas} than on ${first?.replica}`);
    } else if (first) items.push(first.item);
  }
  return { items, leftOut };
}

function valueIn(item: object, field: string): unknown {
  return (item as Item)[field];
}

/** The same text for the same value, whatever the order of its keys. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, part: unknown) =>
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
        : part,
    ) ?? ""
  );
}
