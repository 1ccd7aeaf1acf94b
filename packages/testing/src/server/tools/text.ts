import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { defineTool, readOnly } from "../tool.js";

const progressSteps = 4;

/** Tools that answer with text. */
export const textTools = [
  defineTool({
    name: "echo",
    description: "Answers with the text that it gets.",
    input: { text: z.string().describe("What to answer") },
    annotations: readOnly,
    run: ({ text }) => text,
  }),
  defineTool({
    name: "add",
    description: "Adds two numbers.",
    input: { a: z.number(), b: z.number() },
    annotations: readOnly,
    run: ({ a, b }) => String(a + b),
  }),
  defineTool({
    name: "sleep",
    description: "Answers after a while, with progress in between.",
    input: { ms: z.number().min(0).describe("How long to wait, in milliseconds") },
    annotations: readOnly,
    async run({ ms }, { signal, progress }) {
      // The last step is announced by the answer: one sent right before it could arrive after it.
      for (let step = 0; step < progressSteps; step++) {
        await progress(step, progressSteps);
        await delay(ms / progressSteps, undefined, { signal });
      }
      return `slept ${ms} ms`;
    },
  }),
  defineTool({
    name: "big",
    description: "Answers with a text of exactly so many characters.",
    input: { bytes: z.number().int().min(0) },
    annotations: readOnly,
    run: ({ bytes }) => "x".repeat(bytes),
  }),
];
