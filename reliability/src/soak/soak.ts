import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backTo, holdings } from "../measure/holdings.js";
import { memoryInUse } from "../measure/memory.js";
import { Random } from "../measure/random.js";
import type { Program } from "../program.js";
import { exactly, type Finding } from "../report/finding.js";
import { builderWithoutModel } from "../team/open-team.js";
import { compareLogs } from "./compare-logs.js";
import { Faults } from "./faults.js";
import { Ledger } from "./ledger.js";
import { localTarget } from "./local-target.js";
import { Caller } from "./make-calls.js";
import { remoteTarget } from "./remote-target.js";
import { soakFindings } from "./soak-findings.js";
import type { Target } from "./target.js";

/** The calls are made in so many parts; memory is measured after each, and the first one warms up. */
const parts = 10;

/** A lost line is tried again for as long as the soak lasts, and so is a call: it may meet any number of faults. */
const reconnect = {
  maxAttempts: Number.POSITIVE_INFINITY,
  maxSends: Number.POSITIVE_INFINITY,
  initialDelayMs: 50,
  maxDelayMs: 500,
};

/** How long the system may take to let go of the last socket, in milliseconds. */
const clearLimitMs = 5_000;

/** Calls of all kinds to servers of all kinds, while one fault follows the other. */
export const soak: Program = {
  title: ({ calls }) => `soak: ${calls} calls to five servers, and a fault every second`,
  limitMs: ({ calls }) => 120_000 + calls * 50,
  async run({ calls, seed }) {
    const before = await holdings();
    const folder = await mkdtemp(join(tmpdir(), "mcp-team-soak-"));
    try {
      const findings = await underFaults(calls, seed, folder);
      const { left } = await backTo(before, clearLimitMs);
      return [...findings, exactly("handles, timers, children and sockets left", 0, left.length, left)];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function underFaults(calls: number, seed: number, folder: string): Promise<readonly Finding[]> {
  const targets = await Promise.all([
    localTarget("stdio", "legacy", folder),
    localTarget("stdio_2026", "modern", folder),
    remoteTarget("sse", { transport: "sse", era: "legacy" }, folder),
    remoteTarget("http", { transport: "http", era: "legacy" }, folder),
    remoteTarget("http_2026", { transport: "http", era: "modern" }, folder),
  ]);
  const builder = builderWithoutModel("soak").withDefaults({ reconnect });
  for (const target of targets) target.addTo(builder);
  const ledger = new Ledger(calls);
  const memory: number[] = [];
  const start = performance.now();
  const done = await withTeam(builder, targets, async (team) => {
    const faults = new Faults(team, targets, new Random(seed));
    const caller = new Caller(team, { targets, random: new Random(seed + 1), ledger });
    for (let part = 1; part <= parts; part++) {
      await caller.callUpTo(Math.round((calls * part) / parts));
      memory.push(memoryInUse());
    }
    await faults.stop();
    return faults.done;
  });
  const tookMs = performance.now() - start;
  return soakFindings({ ledger, logs: compareLogs(targets, ledger), faults: done, memory, tookMs });
}

/** Builds a team, and closes it and its servers after its use. */
async function withTeam<T>(
  builder: ReturnType<typeof builderWithoutModel>,
  targets: readonly Target[],
  use: (team: Awaited<ReturnType<typeof builder.build>>) => Promise<T>,
): Promise<T> {
  try {
    await using team = await builder.build();
    return await use(team);
  } finally {
    await Promise.all(targets.map((target) => target[Symbol.asyncDispose]()));
  }
}
