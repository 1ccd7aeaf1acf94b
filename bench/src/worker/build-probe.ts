// Builds an agent twice, and prints what that took: the first time from the start of the process on, with all that is loaded for it.
// `build-probe.js <subject> <server as JSON>`. Nothing is loaded that a user of the subject would not load.
import type { ServerAddress } from "../library.js";
import type { MakeTurnAgent } from "../turn/turn-agent.js";

/** What building took. */
export interface Builds {
  readonly first: Duration;
  readonly again: Duration;
}

interface Duration {
  readonly ms: number;
  readonly cpuMs: number;
}

const [subject, written = ""] = process.argv.slice(2);
const server: ServerAddress = JSON.parse(written);

async function agentOf(): Promise<MakeTurnAgent> {
  if (subject === "mcp-team") return (await import("../turn/team-agent.js")).teamAgent;
  return (await import("../turn/adapters-agent.js")).adaptersAgent;
}

function now(): Duration {
  const { user, system } = process.cpuUsage();
  return { ms: performance.now(), cpuMs: (user + system) / 1_000 };
}

const build = await agentOf();
const agent = await build(1, "", server);
const first = now();
await agent[Symbol.asyncDispose]();
const before = now();
const another = await build(1, "", server);
const after = now();
await another[Symbol.asyncDispose]();
const builds: Builds = {
  first,
  again: { ms: after.ms - before.ms, cpuMs: after.cpuMs - before.cpuMs },
};
process.stdout.write(`${JSON.stringify(builds)}\n`, () => process.exit(0));
