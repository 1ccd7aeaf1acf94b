import { createHash } from "node:crypto";
import type { Tool } from "@modelcontextprotocol/client";
import { canonicalJson, sorted } from "./canonical-json.js";

/** What a tool is judged by: what it says of itself, and what it takes and gives. */
export type PinnedDefinition = Pick<
  Tool,
  "name" | "title" | "description" | "inputSchema" | "outputSchema" | "annotations"
>;

/** A definition that was seen once, with its hash. */
export interface ToolPin {
  /** `sha256-` and the hash of the definition's canonical JSON, in hexadecimal. */
  readonly hash: string;
  readonly definition: PinnedDefinition;
}

const parts = ["name", "title", "description", "inputSchema", "outputSchema", "annotations"] as const;

const pins = new WeakMap<Tool, ToolPin>();

/** The pin of a tool as its server gives it. */
export function pinOf(tool: Tool): ToolPin {
  const known = pins.get(tool);
  if (known !== undefined) return known;
  const given = parts.filter((part) => tool[part] !== undefined).map((part) => [part, tool[part]]);
  const definition = sorted(Object.fromEntries(given)) as PinnedDefinition;
  const pin = { hash: hashOf(definition), definition };
  pins.set(tool, pin);
  return pin;
}

/** The hash of a definition, in whatever order its parts are written. */
export function hashOf(definition: unknown): string {
  return `sha256-${createHash("sha256").update(canonicalJson(definition)).digest("hex")}`;
}
