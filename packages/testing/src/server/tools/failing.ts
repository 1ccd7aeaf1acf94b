import { writeSync } from "node:fs";
import { z } from "zod";
import { defineTool } from "../tool.js";

/** Tools that go wrong. */
export const failingTools = [
  defineTool({
    name: "fail",
    description: "Answers with an error result.",
    input: { message: z.string() },
    run: ({ message }) => ({ content: [{ type: "text", text: message }], isError: true }),
  }),
  defineTool({
    name: "throw",
    description: "Throws, as a tool with a bug does.",
    run() {
      throw new TypeError("Cannot read properties of undefined (reading 'length')");
    },
  }),
  defineTool({
    name: "crash",
    description: "Ends the server in the middle of the call.",
    input: { code: z.number().int().min(0).max(255).default(1) },
    run({ code }) {
      writeSync(2, `crashing with exit code ${code}\n`);
      process.exit(code);
    },
  }),
];
