// Builds an agent twice, and prints what that took: the first time from the start of the process on, with all that is loaded for it.
import { localServer } from "../measurements/reference.js";
import { adaptersAgent, teamAgent } from "../turn/turn-agents.js";

/** What building took. */
export interface Builds {
  readonly first: Duration;
  readonly again: Duration;
}

interface Duration {
  readonly ms: number;
  readonly cpuMs: number;
}

const [subject] = process.argv.slice(2);
const build = subject === "mcp-team" ? teamAgent : adaptersAgent;

function now(): Duration {
  const { user, system } = process.cpuUsage();
  return { ms: performance.now(), cpuMs: (user + system) / 1_000 };
}

const agent = await build(1, "", localServer("echo"));
const first = now();
await agent[Symbol.asyncDispose]();
const before = now();
const another = await build(1, "", localServer("echo"));
const after = now();
await another[Symbol.asyncDispose]();
const builds: Builds = {
  first,
  again: { ms: after.ms - before.ms, cpuMs: after.cpuMs - before.cpuMs },
};
process.stdout.write(`${JSON.stringify(builds)}\n`, () => process.exit(0));
