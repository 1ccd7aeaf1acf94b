import { execFile, execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A process, told apart from a later one that got the same id. */
interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

interface ProcessEntry extends ProcessIdentity {
  readonly parent: number;
  readonly group: number;
  readonly zombie: boolean;
}

/** The descendants of a process as they are now, those that left its process group included. */
export function descendantsOf(pid: number): readonly ProcessIdentity[] {
  const entries = processTable();
  const found: ProcessEntry[] = [];
  for (let parents = new Set([pid]); parents.size > 0; ) {
    const children = entries.filter((entry) => parents.has(entry.parent));
    found.push(...children);
    parents = new Set(children.map((child) => child.pid));
  }
  return found;
}

/** Whether a process group has a member that runs. A zombie that nobody waits for does not. */
export function groupIsAlive(group: number): boolean {
  if (process.platform === "win32" || !signal(-group, 0)) return false;
  return processTable().some((entry) => entry.group === group && !entry.zombie);
}

/** Sends a signal to a process group. On Windows, which has none, SIGKILL ends the process and its descendants. */
export function signalGroup(group: number, name: "SIGTERM" | "SIGKILL"): void {
  if (process.platform !== "win32") signal(-group, name);
  else if (name === "SIGKILL") execFile("taskkill", ["/pid", String(group), "/T", "/F"], () => {});
}

/** Ends a process group and its descendants now: for the moments in which nothing can be awaited. */
export function killTreeSync(pid: number): void {
  if (process.platform === "win32") {
    try {
      execFileSync("taskkill", ["/pid", String(pid), "/T", "/F"], { stdio: "ignore" });
    } catch {
      // It had ended before.
    }
    return;
  }
  const descendants = descendantsOf(pid);
  signal(-pid, "SIGKILL");
  killSurvivors(descendants);
}

/** Ends those of some processes that still run. */
export function killSurvivors(processes: readonly ProcessIdentity[]): void {
  if (processes.length === 0) return;
  const startedAt = new Map(processTable().map((entry) => [entry.pid, entry.startedAt]));
  for (const known of processes) {
    if (startedAt.get(known.pid) === known.startedAt) signal(known.pid, "SIGKILL");
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

let table: readonly ProcessEntry[] | undefined;

/** All processes of the machine, which may be thousands: read once for all servers that are stopped in the same moment. */
function processTable(): readonly ProcessEntry[] {
  if (table === undefined) {
    table = readProcessTable();
    queueMicrotask(() => {
      table = undefined;
    });
  }
  return table;
}

function readProcessTable(): ProcessEntry[] {
  switch (process.platform) {
    case "linux":
      return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? readProcStat(name) : []));
    case "win32":
      return [];
    default:
      return execFileSync("ps", ["-axo", "pid=,ppid=,pgid=,stat=,lstart="], { encoding: "utf8" })
        .split("\n")
        .flatMap(parsePsLine);
  }
}

function readProcStat(pid: string): ProcessEntry[] {
  try {
    return [parseProcStat(readFileSync(`/proc/${pid}/stat`, "utf8"))];
  } catch {
    return []; // It ended while the table was read.
  }
}

/** Source: proc_pid_stat(5). The name in parentheses may hold spaces and parentheses of its own. */
export function parseProcStat(stat: string): ProcessEntry {
  const [state, parent, group, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return {
    pid: Number.parseInt(stat, 10),
    parent: Number(parent),
    group: Number(group),
    zombie: state === "Z" || state === "X",
    startedAt: rest[16] ?? "",
  };
}

/** Source: ps(1) with `-o pid=,ppid=,pgid=,stat=,lstart=`. */
export function parsePsLine(line: string): ProcessEntry[] {
  const [pid, parent, group, state, ...started] = line.trim().split(/\s+/);
  if (!pid || !state) return [];
  return [
    {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      zombie: state.startsWith("Z"),
      startedAt: started.join(" "),
    },
  ];
}
