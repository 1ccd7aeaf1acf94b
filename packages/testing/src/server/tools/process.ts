import { z } from "zod";
import { logLevels } from "../log-level.js";
import { defineTool, type ReferenceTool, readOnly } from "../tool.js";

/** Tools that show what the server process sees, or write to its streams. */
export const processTools = [
  defineTool({
    name: "env",
    description: "Answers with the value of an environment variable.",
    input: { name: z.string() },
    annotations: readOnly,
    run: ({ name }) => process.env[name] ?? "(unset)",
  }),
  defineTool({
    name: "pid",
    description: "Answers with the process id of the server.",
    annotations: readOnly,
    run: () => String(process.pid),
  }),
  defineTool({
    name: "headers",
    description: "Answers with the headers of the request, as JSON.",
    annotations: readOnly,
    transports: ["sse", "http"],
    run: (_input, { headers }) => JSON.stringify(headers),
  }),
  defineTool({
    name: "meta",
    description: "Answers with the `_meta` of the request, as JSON.",
    annotations: readOnly,
    run: (_input, { meta }) => JSON.stringify(meta),
  }),
  defineTool({
    name: "noise",
    description: "Writes a line to stdout that is no JSON-RPC.",
    input: { line: z.string() },
    transports: ["stdio"],
    run({ line }) {
      process.stdout.write(`${line}\n`);
      return "made noise";
    },
  }),
  defineTool({
    name: "stderr",
    description: "Writes a line to stderr.",
    input: { text: z.string() },
    run({ text }) {
      process.stderr.write(`${text}\n`);
      return "written to stderr";
    },
  }),
  defineTool({
    name: "log",
    description: "Sends a log notification.",
    input: { message: z.string(), level: z.enum(logLevels).default("info") },
    async run({ message, level }, { log }) {
      await log(message, level);
      return "logged";
    },
  }),
];

/** The tool that tells the process id of the server's own child. */
export function childPidTool(pid: number): ReferenceTool {
  return defineTool({
    name: "child_pid",
    description: "Answers with the process id of a process that the server started.",
    annotations: readOnly,
    run: () => String(pid),
  });
}
