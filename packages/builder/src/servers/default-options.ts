import { remoteDefaults, stdioDefaults } from "@mcp-team/transports/settings";
import { z } from "zod";
import { processLimits, sandbox } from "../fields/confinement.js";
import { duration, size } from "../fields/duration.js";
import { mustBe } from "../fields/must-be.js";
import { network } from "../fields/network.js";
import { protocol } from "../fields/protocol.js";
import { rateLimit } from "../fields/rate-limit.js";
import { reconnect } from "../fields/reconnect.js";
import { strategy } from "../fields/replicas.js";
import { toolTimeouts } from "../fields/tool-timeouts.js";
import type { PartProblem } from "../problems/problem.js";
import { type OptionsOf, problemsOf } from "../problems/problems-of.js";
import type { ServerDefaults } from "./server-options.js";

/** What holds when nothing is said. The times are azcore's. */
export const builtInDefaults = {
  protocol: "auto",
  callTimeoutMs: 60_000,
  loginTimeoutMs: 180_000,
  stdio: stdioDefaults,
  remote: remoteDefaults,
} as const;

const schema = z
  .strictObject(
    {
      protocol,
      timeoutMs: duration,
      callTimeoutMs: duration,
      maxCallTimeoutMs: duration,
      toolTimeouts,
      reconnect,
      rateLimit,
      strategy,
      limits: processLimits,
      sandbox,
      sseReadTimeoutMs: duration,
      ...network,
      maxMessageBytes: size,
      stderrTailBytes: size,
      silenceTimeoutMs: duration,
      closeGraceMs: duration,
    },
    { error: mustBe("an object such as { timeoutMs: 10_000 }") },
  )
  .partial();

const options: OptionsOf = { what: "`withDefaults`", known: Object.keys(schema.shape) };

/** Checks the argument of `withDefaults`. */
export function checkDefaults(value: unknown): { defaults: ServerDefaults; problems: PartProblem[] } {
  const { data, error } = schema.safeParse(value);
  return { defaults: data ?? {}, problems: error === undefined ? [] : problemsOf(error, options) };
}
