import { holdings } from "../measure/holdings.js";
import { processesNamed } from "../measure/processes-named.js";
import { quantile } from "../measure/quantile.js";
import { Random } from "../measure/random.js";
import type { Program } from "../program.js";
import { exactly, type Finding, measured, milliseconds } from "../report/finding.js";
import { approaches } from "./approaches.js";
import { type Closed, closeOnce } from "./close-once.js";
import type { Line } from "./line.js";
import { localLine } from "./local-line.js";
import type { Approach } from "./moment.js";
import { remoteLine } from "./remote-line.js";

const defaultTimes = 500;

/** A close, and where it happened. */
interface Case extends Closed {
  readonly state: string;
  readonly line: string;
}

/** Teams are closed at random moments of every state, over every kind of line. */
export const closes: Program = {
  title: ({ times = defaultTimes }) => `closes: close() at ${times} random moments`,
  limitMs: ({ times = defaultTimes }) => 60_000 + times * 5_000,
  async run({ times = defaultTimes, seed }) {
    const random = new Random(seed);
    const mark = `closes-${process.pid}`;
    await using open = await openLines(mark);
    const lasting = await processesNamed(mark);
    const states = Object.keys(approaches) as [string, ...string[]];
    const cases: Case[] = [];
    let before = await holdings();
    for (let index = 0; index < times; index++) {
      const line = open.lines[index % open.lines.length] as Line;
      const state = random.pick(states);
      const closed = await closeOnce(line, approaches[state] as Approach, { random, before });
      cases.push({ ...closed, state, line: line.name });
      // What is left is told once.
      if (closed.problems.length > 0) before = await holdings();
    }
    const strays = (await processesNamed(mark)).filter((pid) => !lasting.includes(pid));
    return [...findings(cases), exactly("servers that run at the end", 0, strays.length, strays.map(String))];
  },
};

/** Lines of every kind and era. */
async function openLines(mark: string): Promise<AsyncDisposable & { readonly lines: readonly Line[] }> {
  const lines = await Promise.all([
    localLine("stdio", "legacy", mark),
    remoteLine("SSE", "sse", "legacy", mark),
    remoteLine("Streamable HTTP", "http", "legacy", mark),
    localLine("stdio of 2026", "modern", mark),
    remoteLine("Streamable HTTP of 2026", "http", "modern", mark),
  ]);
  const dispose = async () => void (await Promise.all(lines.map((line) => line[Symbol.asyncDispose]())));
  return { lines, [Symbol.asyncDispose]: dispose };
}

function findings(cases: readonly Case[]): Finding[] {
  const byState = Object.keys(approaches).map((state) => {
    const some = cases.filter((each) => each.state === state);
    const broken = some.filter(({ problems }) => problems.length > 0);
    const examples = broken.slice(0, 5).map(({ line, problems }) => `${line}: ${problems.join(", ")}`);
    return exactly(`${state}, ${some.length} times: something left`, 0, broken.length, examples);
  });
  const took = cases.map(({ tookMs }) => tookMs);
  const cleared = cases.map(({ clearedMs }) => clearedMs);
  return [
    ...byState,
    measured("close()", spread(took)),
    measured("after it, until the last was gone", spread(cleared)),
  ];
}

function spread(times: readonly number[]): string {
  return `median ${milliseconds(quantile(times, 0.5))}, slowest ${milliseconds(Math.max(...times))}`;
}
