import { OutcomeUnknownError } from "@mcp-team/builder";
import { quantile } from "../measure/quantile.js";
import { exactly, type Finding, milliseconds } from "../report/finding.js";
import type { LostServer } from "./lost-server.js";

/** Calls in flight at each loss. */
const atOnce = 32;

/** How long after the loss a call may take to be settled as unknown, in milliseconds. */
const promisedMs = 100;

/** Loses the server while it works on calls that can be repeated. @param losses - what ends it, in the plural */
export async function safeCallsInFlight(
  server: LostServer,
  rounds: number,
  losses: string,
): Promise<Finding[]> {
  const sleep = server.tool("sleep");
  const lost: string[] = [];
  for (let round = 1; round <= rounds; round++) {
    // Of those of the rounds before, some ran twice.
    const begunBefore = server
      .log()
      .filter(({ event, tool }) => event === "start" && tool === "sleep").length;
    const calls = Array.from({ length: atOnce }, () => sleep({ ms: 400 }));
    const outcomes = Promise.allSettled(calls);
    await server.begun("sleep", begunBefore + atOnce);
    server.lose();
    for (const outcome of await outcomes) {
      if (outcome.status === "rejected") lost.push(`round ${round}: ${outcome.reason}`);
      else if (outcome.value !== "slept 400 ms") lost.push(`round ${round}: ${outcome.value}`);
    }
  }
  return [exactly(`${rounds} ${losses}, ${atOnce} safe calls in flight: calls lost`, 0, lost.length, lost)];
}

/** Loses the server while it works on calls that must not be repeated. @param losses - what ends it, in the plural */
export async function unsafeCallsInFlight(
  server: LostServer,
  rounds: number,
  losses: string,
): Promise<Finding[]> {
  const write = server.tool("slow_write");
  const add = server.tool("add");
  const total = rounds * atOnce;
  const unexpected: string[] = [];
  const settledAfter: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const settledAt: number[] = [];
    const calls = Array.from({ length: atOnce }, async (_, index) => {
      const key = `${round}-${index}`;
      const outcome = await write({ ms: 60_000, key }).catch((error: unknown) => error);
      settledAt.push(performance.now());
      if (!OutcomeUnknownError.isInstance(outcome)) unexpected.push(`round ${round + 1}: ${outcome}`);
    });
    await server.begun("slow_write", (round + 1) * atOnce);
    const lostAt = server.lose();
    await Promise.all(calls);
    settledAfter.push(...settledAt.map((at) => at - lostAt));
    // Whatever would be sent again has arrived before this.
    await add({ a: round, b: 1 });
  }
  const slowest = Math.max(...settledAfter);
  const median = quantile(settledAfter, 0.5);
  return [
    exactly(
      `${rounds} ${losses}, ${atOnce} unsafe calls in flight: OutcomeUnknownError`,
      total,
      total - unexpected.length,
      unexpected,
    ),
    {
      what: "  from the loss until a call was settled",
      promised: `below ${promisedMs} ms`,
      measured: `median ${milliseconds(median)}, slowest ${milliseconds(slowest)}`,
      kept: slowest < promisedMs,
    },
    exactly("  calls that the server's log shows twice", 0, repeated(server)),
  ];
}

function repeated(server: LostServer): number {
  const runs = new Map<string, number>();
  for (const { event, tool, input } of server.log()) {
    if (event !== "start" || tool !== "slow_write") continue;
    const call = JSON.stringify(input);
    runs.set(call, (runs.get(call) ?? 0) + 1);
  }
  return [...runs.values()].filter((count) => count > 1).length;
}
