import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { defineTool, type ReferenceTool, readOnly } from "../tool.js";
import { Lock } from "./lock.js";

/** Tools that take their time as work does: one that may be done again, and one that may not. */
export function workingTools(): ReferenceTool[] {
  const processor = new Lock();
  return [
    defineTool({
      name: "compute",
      description: "Computes for a while. A process computes for one call at a time; the others wait.",
      input: { ms: z.number().min(0).describe("How long to compute, in milliseconds") },
      annotations: readOnly,
      run: ({ ms }, { signal }) =>
        processor.hold(signal, async () => {
          await delay(ms, undefined, { signal });
          return `computed for ${ms} ms`;
        }),
    }),
    defineTool({
      name: "slow_write",
      description: "Writes, which takes a while and must not be done twice.",
      input: {
        ms: z.number().min(0).describe("How long to write, in milliseconds"),
        key: z.string().optional().describe("What is written, to tell it apart in the call log"),
      },
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
      // It is not interrupted: what has begun is written, whether or not the client waits for it, unless the server ends.
      async run({ ms, key }) {
        await delay(ms, undefined, { ref: false });
        return key === undefined ? "written" : `written ${key}`;
      },
    }),
  ];
}
