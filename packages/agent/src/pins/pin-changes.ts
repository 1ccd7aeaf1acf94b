import type { PinnedDefinition, ToolPin } from "./tool-pin.js";

/** A part of a definition that is not as it was pinned. */
export interface PinnedFieldChange {
  /** Such as `description` or `inputSchema.properties.path.type`. */
  readonly field: string;
  /** As it was pinned; nothing where it is new. */
  readonly before?: unknown;
  /** As it is now; nothing where it is gone. */
  readonly after?: unknown;
}

/** A tool that is refused because it is not as it was pinned, or was never pinned. */
export interface ToolPinChange {
  readonly kind: "changed" | "new";
  readonly server: string;
  /** The name that the server gives the tool. */
  readonly tool: string;
  readonly before?: ToolPin;
  readonly after: ToolPin;
  /** What differs, part by part. Of a new tool: all of it. */
  readonly fields: readonly PinnedFieldChange[];
}

/** Compares a tool with its pin. */
export function describePinChange(
  server: string,
  tool: string,
  before: ToolPin | undefined,
  after: ToolPin,
): ToolPinChange {
  const fields = differences("", before?.definition ?? {}, after.definition as PinnedDefinition);
  const kind = before === undefined ? "new" : "changed";
  return { kind, server, tool, ...(before && { before }), after, fields };
}

function differences(path: string, before: unknown, after: unknown): PinnedFieldChange[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => {
      const field = path === "" ? key : `${path}.${key}`;
      if (!Object.hasOwn(before, key)) return [{ field, after: after[key] }];
      if (!Object.hasOwn(after, key)) return [{ field, before: before[key] }];
      return differences(field, before[key], after[key]);
    });
  }
  // Pins are sorted: equal values have equal texts.
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ field: path, before, after }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
