import { quantile } from "../measure/quantile.js";
import { exactly, type Finding, measured, milliseconds } from "../report/finding.js";
import type { LocalServer } from "./local-server.js";
import { startTime } from "./start-time.js";

/** What recovery may cost: so many times what the server's start alone takes. */
const promisedRatio = 1.5;

/** The server's own start is timed once in so many kills, so that both are measured under the same load. */
const startsEach = 3;

/** Kills the server while it does nothing, then calls it: at once, or when the loss is known. */
export async function idleKills(server: LocalServer, times: number): Promise<Finding[]> {
  const add = server.tool("add");
  const recoveries: Record<"at once" | "noticed", number[]> = { "at once": [], noticed: [] };
  const starts: number[] = [];
  const wrong: string[] = [];
  for (let index = 0; index < times; index++) {
    if (index % startsEach === 0) starts.push(await startTime(server.command));
    const variant = index % 2 === 0 ? "at once" : "noticed";
    const killedAt = server.lose();
    if (variant === "noticed") await server.noticed();
    const answer = await add({ a: index, b: 1 }).catch((error: unknown) => String(error));
    if (answer === String(index + 1)) recoveries[variant].push(performance.now() - killedAt);
    else wrong.push(`kill ${index + 1}, ${variant}: ${answer}`);
  }
  const all = [...recoveries["at once"], ...recoveries.noticed];
  const ratio = quantile(all, 0.5) / quantile(starts, 0.5);
  return [
    exactly("idle server killed, then a call: answers", times, all.length, wrong),
    measured("  from the kill to the answer, call at once", spread(recoveries["at once"])),
    measured("  from the kill to the answer, loss noticed", spread(recoveries.noticed)),
    measured("  the server's start alone, from spawn to handshake", spread(starts)),
    {
      what: "  median recovery, in such starts",
      promised: `below ${promisedRatio}`,
      measured: ratio.toFixed(2),
      kept: ratio < promisedRatio,
    },
  ];
}

function spread(times: readonly number[]): string {
  return `median ${milliseconds(quantile(times, 0.5))}, p99 ${milliseconds(quantile(times, 0.99))}`;
}
