import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { isRunning } from "./is-alive.js";

const run = promisify(execFile);

/** A process that is alive. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parentPid: number;
}

/** Lists the processes that are alive: from /proc on Linux, from PowerShell on Windows, from `ps` elsewhere. */
export async function processTable(): Promise<ProcessEntry[]> {
  if (process.platform === "linux") return linuxTable();
  if (process.platform === "win32") return windowsTable();
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,stat="]);
  return stdout.split("\n").flatMap((line) => entryOf(line.trim().split(/\s+/)));
}

async function linuxTable(): Promise<ProcessEntry[]> {
  const names = await readdir("/proc");
  const entries = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(linuxEntry));
  return entries.flat();
}

async function linuxEntry(pid: string): Promise<ProcessEntry[]> {
  // A process that ends while the list is read is not in it.
  const stat = await readFile(`/proc/${pid}/stat`, "latin1").catch(() => "");
  const [state, parentPid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return entryOf([pid, parentPid, state]);
}

async function windowsTable(): Promise<ProcessEntry[]> {
  const query =
    'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) R" }';
  const { stdout } = await run("powershell", ["-NoProfile", "-Command", query]);
  return stdout.split("\n").flatMap((line) => entryOf(line.trim().split(" ")));
}

function entryOf([pid, parentPid, state]: readonly (string | undefined)[]): ProcessEntry[] {
  if (!pid || !parentPid || !isRunning(state?.[0])) return [];
  return [{ pid: Number(pid), parentPid: Number(parentPid) }];
}
