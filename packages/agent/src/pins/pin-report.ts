import { showInvisible } from "../toolset/shown/invisible-characters.js";
import type { PinnedFieldChange, ToolPinChange } from "./pin-changes.js";

/**
 * Writes what changed for a person at a terminal: server, tool, and each part that differs with its old and its new text.
 * Characters that nobody would see, or that a terminal would obey, are written as escapes.
 */
export function formatToolPinReport(changes: readonly ToolPinChange[]): string {
  if (changes.length === 0) return "All tools are as they were pinned.";
  return changes.map(formatChange).join("\n\n");
}

function formatChange({ kind, server, tool, before, after, fields }: ToolPinChange): string {
  const happened =
    kind === "new"
      ? "is not pinned"
      : `changed since it was pinned (${short(before?.hash)} -> ${short(after.hash)})`;
  return [`${server}/${showInvisible(tool)} ${happened}`, ...fields.flatMap(formatField)].join("\n");
}

function formatField({ field, before, after }: PinnedFieldChange): string[] {
  return [`  ${showInvisible(field)}`, ...lines("-", before), ...lines("+", after)];
}

function lines(sign: "-" | "+", value: unknown): string[] {
  if (value === undefined) return [];
  const text = typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
  return showInvisible(text)
    .split("\n")
    .map((line) => `    ${sign} ${line}`);
}

function short(hash: string | undefined): string {
  return (hash ?? "").slice(0, "sha256-".length + 12);
}
