import { z } from "zod";
import { defineTool, type ReferenceTool, readOnly } from "../tool.js";

/** Tools with a state that the process keeps: another process, or this one started again, knows nothing of it. */
export function rememberingTools(): ReferenceTool[] {
  const remembered = new Map<string, string>();
  const hoard: unknown[] = [];
  return [
    defineTool({
      name: "remember",
      description: "Remembers a value under a key.",
      input: { key: z.string(), value: z.string() },
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
      run({ key, value }) {
        remembered.set(key, value);
        return `remembered ${key}`;
      },
    }),
    defineTool({
      name: "recall",
      description: "Answers with the value that was remembered under a key.",
      input: { key: z.string() },
      annotations: readOnly,
      run({ key }) {
        const value = remembered.get(key);
        if (value !== undefined) return value;
        return { content: [{ type: "text", text: `Nothing is remembered under ${key}.` }], isError: true };
      },
    }),
    defineTool({
      name: "allocate",
      description: "Takes more memory, and keeps it until the process ends.",
      input: { mb: z.number().int().min(1).describe("How much, in megabytes") },
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
      run({ mb }) {
        for (let taken = 0; taken < mb; taken++) hoard.push(megabyte());
        return `allocated ${mb} MB`;
      },
    }),
  ];
}

/** On the heap of V8, where a process that gets no more memory dies: with a buffer it would only have an error. */
function megabyte(): number[] {
  return new Array<number>(1024 * 128).fill(0.5);
}
