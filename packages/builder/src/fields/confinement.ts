import type { ProcessLimits, Sandbox } from "@mcp-team/transports";
import { limitProblems, sandboxProblems } from "@mcp-team/transports/settings";
import { z } from "zod";
import { optionsObject } from "./options-object.js";

/** What a server process may use. */
export const processLimits = optionsObject<ProcessLimits>({
  what: "`limits`",
  expected: "an object such as { memoryMb: 512, openFiles: 256, cpuSeconds: 60 }",
  known: ["memoryMb", "openFiles", "cpuSeconds"],
  problems: limitProblems,
});

/** What is put before the command of a server process. */
export const sandbox = z.unknown().transform((value, context): Sandbox | false => {
  if (value === false) return false;
  for (const { path, message } of sandboxProblems(value as Sandbox))
    context.issues.push({ code: "custom", input: value, path: [...path], message });
  return value as Sandbox;
});
