import { setTimeout as delay } from "node:timers/promises";
import type { AgentTeam } from "@mcp-team/builder";
import type { Random } from "../measure/random.js";
import { reached, statusOf, toolOf } from "../team/open-team.js";
import { type Line, serverName } from "./line.js";
import type { Approach, Moment } from "./moment.js";

/** How each state is reached in which a team is closed; the moment within it is random. */
export const approaches: Readonly<Record<string, Approach>> = {
  async connecting(line, random) {
    const builder = line.builder();
    const build = builder.build();
    const built = build.then(
      (team) => team.close(),
      () => {},
    );
    await upTo(line.startMs, random);
    const close = async () => void (await Promise.all([builder.close(), built]));
    return { close, team: undefined, asked: [settled(build)] };
  },

  async ready(line, random) {
    const team = await line.builder().build();
    await upTo(20, random);
    return closing(team, []);
  },

  async "calls in flight"(line, random) {
    const team = await line.builder().build();
    const asked = askMany(team);
    await upTo(60, random);
    return closing(team, asked);
  },

  async "just lost"(line, random) {
    const team = await line.builder().build();
    const asked = random.oneIn(2) ? askMany(team) : [];
    line.lose(pidOf(team));
    // A third of the closes come before anybody knows of the loss.
    if (!random.oneIn(3)) await upTo(10, random);
    return closing(team, asked);
  },

  async reconnecting(line, random) {
    const team = await line.builder({ reconnect: { initialDelayMs: 20 } }).build();
    if (random.oneIn(2)) line.keepAway();
    const asked = await loseAndAsk(line, team, "reconnecting");
    await upTo(line.startMs, random);
    return closing(team, asked);
  },

  async failed(line, random) {
    const reconnect = { maxAttempts: random.between(1, 3), initialDelayMs: 5, maxDelayMs: 20 };
    const team = await line.builder({ reconnect }).build();
    line.keepAway();
    const asked = await loseAndAsk(line, team, "failed");
    // What is asked of a line that has failed makes one attempt.
    if (random.oneIn(2)) asked.push(ask(team));
    await upTo(30, random);
    return closing(team, asked);
  },
} satisfies Record<string, (line: Line, random: Random) => Promise<Moment>>;

type State = NonNullable<Parameters<typeof reached>[2]>;

/** Over Streamable HTTP the loss of an idle line shows when something is asked. */
async function loseAndAsk(line: Line, team: AgentTeam, state: State): Promise<Promise<void>[]> {
  const there = reached(team, serverName, state);
  line.lose(pidOf(team));
  const asked = ask(team);
  // A line that the loss did not touch answers, and is ready all the time.
  await Promise.race([there, state === "failed" ? there : asked]);
  return [asked];
}

function closing(team: AgentTeam, asked: readonly Promise<void>[]): Moment {
  return { close: () => team.close(), team, asked };
}

function askMany(team: AgentTeam): Promise<void>[] {
  const sleep = toolOf(team, "sleep");
  const write = toolOf(team, "slow_write");
  return Array.from({ length: 8 }, (_, index) => settled((index % 2 ? sleep : write)({ ms: 40 * index })));
}

function ask(team: AgentTeam): Promise<void> {
  return settled(toolOf(team, "add")({ a: 1, b: 1 }));
}

/** Resolves however something ends: whether it does is what counts here. */
async function settled(asked: Promise<unknown>): Promise<void> {
  await asked.catch(() => {});
}

function pidOf(team: AgentTeam): number | undefined {
  return statusOf(team, serverName).pid;
}

/** Half of the waits are short: most of what can go wrong lies in the first moments. */
async function upTo(ms: number, random: Random): Promise<void> {
  await delay(random.between(0, random.oneIn(2) ? ms : Math.ceil(ms / 10)));
}
