import { type ParseArgsConfig, parseArgs } from "node:util";
import { type ReferenceServerOptions, referenceServerDefaults, type ServerSettings } from "./options.js";
import { settingsSchema } from "./settings-schema.js";

/** How the options are written: those with a value, those with a list, and those that are on or off. */
const flags = {
  transport: { name: "transport", kind: "value" },
  era: { name: "era", kind: "value" },
  port: { name: "port", kind: "value" },
  name: { name: "name", kind: "value" },
  log: { name: "log", kind: "value" },
  token: { name: "token", kind: "value" },
  tools: { name: "tools", kind: "list" },
  toolsFromFile: { name: "tools-from-file", kind: "value" },
  descriptionsFromFile: { name: "descriptions-from-file", kind: "value" },
  definitions: { name: "definitions", kind: "value" },
  exitWithStdin: { name: "exit-with-stdin", kind: "switch" },
  prefixStdoutNoise: { name: "prefix-stdout-noise", kind: "switch" },
  startupDelayMs: { name: "startup-delay", kind: "value" },
  crashOnStart: { name: "crash-on-start", kind: "value" },
  brokenWhileFile: { name: "broken-while-file", kind: "value" },
  dieAfterCalls: { name: "die-after-calls", kind: "value" },
  dieWhenFile: { name: "die-when-file", kind: "value" },
  floodStderr: { name: "flood-stderr", kind: "switch" },
  dieAfterHandshake: { name: "die-after-handshake", kind: "switch" },
  ignoreSigterm: { name: "ignore-sigterm", kind: "switch" },
  ignoreStdinEnd: { name: "ignore-stdin-end", kind: "switch" },
  spawnChild: { name: "spawn-child", kind: "switch" },
} as const satisfies Record<keyof ReferenceServerOptions, Flag>;

interface Flag {
  readonly name: string;
  readonly kind: "value" | "list" | "switch";
}

const options: readonly (Flag & { readonly option: string })[] = Object.entries(flags).map(
  ([option, flag]) => ({ option, ...flag }),
);

/** What came of a command line: settings, or what is wrong with it. */
export type ParsedFlags =
  | { readonly settings: ServerSettings; readonly problems?: undefined }
  | { readonly settings?: undefined; readonly problems: readonly string[] };

/** Writes options as the flags of the reference server's program. */
export function toFlags(given: ReferenceServerOptions): string[] {
  const values = new Map<string, unknown>(Object.entries(given));
  // A value is joined to its flag, so that one that starts with a dash stays a value.
  return options.flatMap(({ option, name }) => {
    const value = values.get(option);
    if (value === undefined || value === false) return [];
    return value === true ? [`--${name}`] : [`--${name}=${value}`];
  });
}

/** Reads the flags of the reference server's program. */
export function parseFlags(args: readonly string[]): ParsedFlags {
  const read = readFlags(args);
  if (typeof read === "string") return { problems: [read] };
  const parsed = settingsSchema.safeParse({ ...referenceServerDefaults, ...read });
  if (parsed.success) return { settings: parsed.data };
  return { problems: parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) };
}

function readFlags(args: readonly string[]): Record<string, unknown> | string {
  const known: ParseArgsConfig["options"] = Object.fromEntries(
    options.map(({ name, kind }) => [name, { type: kind === "switch" ? "boolean" : "string" }]),
  );
  try {
    const { values } = parseArgs({ args: [...args], options: known, strict: true });
    const given = options.filter(({ name }) => values[name] !== undefined);
    return Object.fromEntries(given.map(({ option, name, kind }) => [option, readValue(kind, values[name])]));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readValue(kind: Flag["kind"], value: unknown): unknown {
  return kind === "list" ? String(value).split(",").filter(Boolean) : value;
}
