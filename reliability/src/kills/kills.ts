import { safeCallsInFlight, unsafeCallsInFlight } from "../losses/in-flight.js";
import type { Program } from "../program.js";
import { idleKills } from "./idle.js";
import { localServer } from "./local-server.js";

const defaultTimes = 200;

/** A local server is killed, idle and at work. */
export const kills: Program = {
  title: ({ times = defaultTimes }) => `kills: a local server gets SIGKILL ${times} times`,
  limitMs: ({ times = defaultTimes }) => 60_000 + times * 3_000,
  async run({ times = defaultTimes }) {
    const rounds = Math.max(1, Math.round(times / 20));
    await using server = await localServer();
    return [
      ...(await idleKills(server, times)),
      ...(await safeCallsInFlight(server, rounds, "kills")),
      ...(await unsafeCallsInFlight(server, rounds, "kills")),
    ];
  },
};
