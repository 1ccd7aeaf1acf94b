import { type ParseArgsConfig, parseArgs } from "node:util";
import { z } from "zod";
import { type ReferenceServerOptions, referenceServerDefaults, type ServerSettings } from "./options.js";

const flags = {
  transport: { type: "string" },
  era: { type: "string" },
  port: { type: "string" },
  name: { type: "string" },
  log: { type: "string" },
  token: { type: "string" },
  tools: { type: "string" },
  "prefix-stdout-noise": { type: "boolean" },
  "startup-delay": { type: "string" },
  "crash-on-start": { type: "string" },
  "ignore-sigterm": { type: "boolean" },
  "ignore-stdin-end": { type: "boolean" },
  "spawn-child": { type: "boolean" },
  "exit-with-stdin": { type: "boolean" },
} as const satisfies ParseArgsConfig["options"];

type Flag = keyof typeof flags;

const wholeNumber = z.coerce.number().int().min(0);

const settingsOf = z
  .object({
    transport: z.enum(["stdio", "sse", "http"]),
    era: z.enum(["legacy", "modern"]),
    port: wholeNumber.max(65_535),
    name: z.string().min(1),
    log: z.string().min(1).optional(),
    token: z.string().min(1).optional(),
    tools: z.array(z.string().min(1)).optional(),
    prefixStdoutNoise: z.boolean(),
    startupDelayMs: wholeNumber,
    crashOnStart: z.string().optional(),
    ignoreSigterm: z.boolean(),
    ignoreStdinEnd: z.boolean(),
    spawnChild: z.boolean(),
    exitWithStdin: z.boolean(),
  })
  .refine(({ era, transport }) => !(era === "modern" && transport === "sse"), {
    path: ["transport"],
    message: "the modern era has no SSE transport; use http, or --era legacy",
  });

/** What came of a command line: settings, or what is wrong with it. */
export type ParsedFlags =
  | { readonly settings: ServerSettings; readonly problems?: undefined }
  | { readonly settings?: undefined; readonly problems: readonly string[] };

/** Writes options as the flags of the reference server's program. */
export function toFlags(options: ReferenceServerOptions): string[] {
  const values: Record<Flag, string | boolean | undefined> = {
    transport: options.transport,
    era: options.era,
    port: options.port?.toString(),
    name: options.name,
    log: options.log,
    token: options.token,
    tools: options.tools?.join(","),
    "prefix-stdout-noise": options.prefixStdoutNoise,
    "startup-delay": options.startupDelayMs?.toString(),
    "crash-on-start": options.crashOnStart,
    "ignore-sigterm": options.ignoreSigterm,
    "ignore-stdin-end": options.ignoreStdinEnd,
    "spawn-child": options.spawnChild,
    "exit-with-stdin": options.exitWithStdin,
  };
  // A value is joined to its flag, so that one that starts with a dash stays a value.
  return Object.entries(values).flatMap(([flag, value]) => {
    if (value === undefined || value === false) return [];
    return value === true ? [`--${flag}`] : [`--${flag}=${value}`];
  });
}

/** Reads the flags of the reference server's program. */
export function parseFlags(args: readonly string[]): ParsedFlags {
  const read = readFlags(args);
  if (typeof read === "string") return { problems: [read] };
  const parsed = settingsOf.safeParse({ ...referenceServerDefaults, ...defined(read) });
  if (parsed.success) return { settings: parsed.data };
  return { problems: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) };
}

function readFlags(args: readonly string[]): Record<string, unknown> | string {
  try {
    const { values } = parseArgs({ args: [...args], options: flags, strict: true });
    return {
      transport: values.transport,
      era: values.era,
      port: values.port,
      name: values.name,
      log: values.log,
      token: values.token,
      tools: values.tools === undefined ? undefined : values.tools.split(",").filter(Boolean),
      prefixStdoutNoise: values["prefix-stdout-noise"],
      startupDelayMs: values["startup-delay"],
      crashOnStart: values["crash-on-start"],
      ignoreSigterm: values["ignore-sigterm"],
      ignoreStdinEnd: values["ignore-stdin-end"],
      spawnChild: values["spawn-child"],
      exitWithStdin: values["exit-with-stdin"],
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
