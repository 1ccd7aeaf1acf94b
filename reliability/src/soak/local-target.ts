import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { AgentTeam } from "@mcp-team/builder";
import { type ReferenceEra, readCallLog, referenceServer } from "@mcp-team/testing";
import { statusOf, toolOf } from "../team/open-team.js";
import type { Target } from "./target.js";

/** A process of the team's own. @param folder - for its log of calls */
export function localTarget(name: string, era: ReferenceEra, folder: string): Target {
  const log = join(folder, `${name}.jsonl`);
  const pidOf = (team: AgentTeam) => statusOf(team, name).pid;
  return {
    name,
    faults: {
      "kill -9": async (_, team) => signal(pidOf(team), "SIGKILL"),
      SIGTERM: async (_, team) => signal(pidOf(team), "SIGTERM"),
      async frozen(random, team) {
        const pid = pidOf(team);
        signal(pid, "SIGSTOP");
        await delay(random.between(100, 1_500));
        if (pidOf(team) === pid) signal(pid, "SIGCONT");
      },
      "noise on stdout": (_, team) => say(team, `${name}__noise`, { line: '{"jsonrpc":"2.0","id":' }),
      "flood of stderr": (_, team) => say(team, `${name}__stderr`, { text: "flood ".repeat(50_000) }),
    },
    addTo: (builder) => void builder.withMcpServer({ ...referenceServer({ era, log }), name, protocol: era }),
    log: () => readCallLog(log),
    [Symbol.asyncDispose]: async () => {},
  };
}

/** There may be no process at the moment, or it may just have ended. */
function signal(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** A call that only makes trouble: what becomes of it does not count. */
async function say(team: AgentTeam, tool: string, input: object): Promise<void> {
  await toolOf(team, tool)(input).catch(() => {});
}
