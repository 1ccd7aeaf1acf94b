import type { ToolFilter } from "@mcp-team/agent";
import { z } from "zod";
import { unknownOption } from "../problems/problems-of.js";
import { showValue } from "../problems/show-value.js";

const known: readonly (keyof ToolFilter)[] = ["include", "exclude"];
const expected =
  'an object such as { include: ["read_*"], exclude: ["delete_*"] }, or a list of what to include';

/** Which tools of a server are offered. A list stands for `include`, as some `mcpServers` files have it. */
export const toolFilter = z.unknown().transform((value, context): ToolFilter => {
  const report = (path: PropertyKey[], message: string) =>
    context.issues.push({ code: "custom", input: value, path, message });
  const filter: unknown = Array.isArray(value) ? { include: value } : value;
  if (typeof filter !== "object" || filter === null) {
    report([], `must be ${expected}, not ${showValue(value)}`);
    return z.NEVER;
  }
  for (const [key, patterns] of Object.entries(filter)) {
    if (!known.some((each) => each === key)) report([key], unknownOption(key, { what: "`tools`", known }));
    else if (!isPatterns(patterns))
      report([key], `must be a list of patterns such as ["read_*"], not ${showPatterns(patterns)}`);
  }
  return filter as ToolFilter;
});

function isPatterns(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string" && each !== "");
}

function showPatterns(value: unknown): string {
  if (!Array.isArray(value)) return showValue(value);
  return `a list with ${showValue(value.find((each) => typeof each !== "string" || each === ""))} in it`;
}
