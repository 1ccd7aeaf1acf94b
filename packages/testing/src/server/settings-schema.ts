import { z } from "zod";
import type { ReferenceServerOptions, ServerSettings } from "./options.js";

const wholeNumber = z.coerce.number().int().min(0);
const text = z.string().min(1).optional();

const shape = {
  transport: z.enum(["stdio", "sse", "http"]),
  era: z.enum(["legacy", "modern"]),
  port: wholeNumber.max(65_535),
  name: z.string().min(1),
  log: text,
  token: text,
  tools: z.array(z.string().min(1)).optional(),
  toolsFromFile: text,
  descriptionsFromFile: text,
  definitions: text,
  exitWithStdin: z.boolean(),
  prefixStdoutNoise: z.boolean(),
  startupDelayMs: wholeNumber,
  crashOnStart: z.string().optional(),
  brokenWhileFile: text,
  dieAfterHandshake: z.boolean(),
  dieAfterCalls: wholeNumber.min(1).optional(),
  dieWhenFile: text,
  floodStderr: z.boolean(),
  ignoreSigterm: z.boolean(),
  ignoreStdinEnd: z.boolean(),
  spawnChild: z.boolean(),
} satisfies Record<keyof ReferenceServerOptions, z.ZodType>;

/** What the settings of a server may be, as its command line says them. */
export const settingsSchema: z.ZodType<ServerSettings> = z
  .object(shape)
  .refine(({ era, transport }) => !(era === "modern" && transport === "sse"), {
    path: ["transport"],
    message: "the modern era has no SSE transport; use http, or --era legacy",
  })
  .refine(({ era, dieAfterHandshake }) => !(era === "modern" && dieAfterHandshake), {
    path: ["dieAfterHandshake"],
    message: "the modern era has no handshake; use --era legacy",
  })
  .refine(({ tools, toolsFromFile }) => tools === undefined || toolsFromFile === undefined, {
    path: ["toolsFromFile"],
    message: "tools are given too; give one of them",
  });
