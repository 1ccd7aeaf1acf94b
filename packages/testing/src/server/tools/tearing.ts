import { writeSync } from "node:fs";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { defineTool, readOnly } from "../tool.js";

/** Tools that break the protocol on the wire. */
export const tearingTools = [
  defineTool({
    name: "half_line",
    description:
      "Writes the first half of its answer, then ends the process, or breaks the line and answers properly.",
    input: { next: z.enum(["exit", "answer"]).default("exit") },
    transports: ["stdio"],
    run({ next }, { requestId }) {
      const line = JSON.stringify({ jsonrpc: "2.0", id: requestId, result: text("a whole answer") });
      writeSync(1, line.slice(0, line.length / 2));
      if (next === "exit") process.exit(1);
      writeSync(1, "\n");
      return "answered after half a line";
    },
  }),
  defineTool({
    name: "answer_twice",
    description: "Answers twice.",
    annotations: readOnly,
    transports: ["stdio", "sse"],
    async run(_input, { requestId, answer }) {
      await answer(requestId, text("the first answer"));
      return "the second answer";
    },
  }),
  defineTool({
    name: "wrong_id",
    description: "Answers a request that nobody sent, then its own.",
    annotations: readOnly,
    transports: ["stdio", "sse"],
    async run(_input, { answer }) {
      await answer("nobody-asked", text("an answer to nobody"));
      return "answered";
    },
  }),
];

function text(value: string): CallToolResult {
  return { content: [{ type: "text", text: value }] };
}
