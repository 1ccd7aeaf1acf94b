import { resolve } from "node:path";
import { z } from "zod";
import { command, commandArguments } from "../fields/command.js";
import { processLimits, sandbox } from "../fields/confinement.js";
import { orFunction } from "../fields/context-function.js";
import { directory } from "../fields/directory.js";
import { duration, size } from "../fields/duration.js";
import { environment } from "../fields/environment.js";
import { mustBe } from "../fields/must-be.js";
import { name } from "../fields/name.js";
import { protocol } from "../fields/protocol.js";
import { rateLimit } from "../fields/rate-limit.js";
import { reconnect } from "../fields/reconnect.js";
import { instances, sticky, strategy } from "../fields/replicas.js";
import { toolFilter } from "../fields/tool-filter.js";
import { toolTimeouts } from "../fields/tool-timeouts.js";
import type { OptionsOf } from "../problems/problems-of.js";
import { completeConfinement, completeRateLimit } from "./complete-limits.js";
import { completeLine } from "./complete-line.js";
import { completeReplicas } from "./complete-replicas.js";
import { builtInDefaults } from "./default-options.js";
import type { StdioServerConfig } from "./server-config.js";
import type { ServerDefaults } from "./server-options.js";

/** A local server, as it is written. */
export const stdioServer = z.strictObject(
  {
    transport: z.literal("stdio", { error: mustBe('"stdio" for a server with a command') }).optional(),
    command,
    args: commandArguments.default([]),
    env: orFunction(environment).default({}),
    cwd: directory.optional(),
    name: name.optional(),
    protocol: protocol.optional(),
    timeoutMs: duration.optional(),
    callTimeoutMs: duration.optional(),
    maxCallTimeoutMs: duration.optional(),
    toolTimeouts: toolTimeouts.optional(),
    tools: toolFilter.optional(),
    reconnect: reconnect.optional(),
    rateLimit: rateLimit.optional(),
    instances: instances.default(1),
    strategy: strategy.optional(),
    sticky: sticky.optional(),
    limits: processLimits.optional(),
    sandbox: sandbox.optional(),
    maxMessageBytes: size.optional(),
    stderrTailBytes: size.optional(),
    closeGraceMs: duration.optional(),
    silenceTimeoutMs: duration.optional(),
  },
  { error: mustBe('an object such as { command: "node", args: ["server.js"] }') },
);

const ofRemote = "it belongs to remote servers; what a process may reach is the affair of its `sandbox`";

export const stdioServerOptions: OptionsOf = {
  what: "a stdio server",
  known: Object.keys(stdioServer.shape),
  foreign: {
    url: "a server with a command has no address; add the remote one as a server of its own",
    headers: "headers belong to remote servers; give a process its secrets in `env`",
    sseReadTimeoutMs: "it belongs to remote servers",
    shell: "no shell is ever used: name the program itself as `command` and its arguments as `args`",
    tls: ofRemote,
    proxy: ofRemote,
    http2: ofRemote,
    lookup: ofRemote,
    egress: ofRemote,
    type: "did you mean `transport`?",
  },
};

/** Puts the defaults in their places. */
export function completeStdioServer(
  { cwd, ...written }: z.output<typeof stdioServer>,
  name: string,
  defaults: ServerDefaults,
): StdioServerConfig {
  const limits = builtInDefaults.stdio;
  const silenceTimeoutMs = written.silenceTimeoutMs ?? defaults.silenceTimeoutMs;
  return {
    name,
    transport: "stdio",
    command: written.command,
    args: written.args,
    env: written.env,
    ...(cwd === undefined ? {} : { cwd: resolve(cwd) }),
    protocol: written.protocol ?? defaults.protocol ?? builtInDefaults.protocol,
    timeoutMs: written.timeoutMs ?? defaults.timeoutMs ?? limits.timeoutMs,
    callTimeoutMs: written.callTimeoutMs ?? defaults.callTimeoutMs ?? builtInDefaults.callTimeoutMs,
    ...completeLine(written, defaults),
    ...(written.tools && { tools: written.tools }),
    ...completeRateLimit(written, defaults),
    ...(written.instances > 1 && { instances: written.instances }),
    ...completeReplicas(written.instances, written, defaults),
    ...completeConfinement(written, defaults),
    maxMessageBytes: written.maxMessageBytes ?? defaults.maxMessageBytes ?? limits.maxMessageBytes,
    stderrTailBytes: written.stderrTailBytes ?? defaults.stderrTailBytes ?? limits.stderrTailBytes,
    ...(silenceTimeoutMs !== undefined && { silenceTimeoutMs }),
    closeGraceMs: written.closeGraceMs ?? defaults.closeGraceMs ?? limits.closeGraceMs,
  };
}
