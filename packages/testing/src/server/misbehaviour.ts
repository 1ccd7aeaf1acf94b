import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { dieWhenFile } from "./dying.js";
import type { ServerSettings } from "./options.js";
import { floodStderr } from "./stderr-flood.js";

/** Outlives every test, but not the day: what a failing test leaves behind ends after ten minutes. */
const longLiving = 'process.on("SIGTERM", () => {}); setTimeout(() => {}, 600_000);';

/** Does what the settings ask for before anything is served. Returns the process id of the child, if there is one. */
export async function misbehave(settings: ServerSettings): Promise<number | undefined> {
  if (settings.ignoreSigterm) process.on("SIGTERM", () => {});
  if (settings.ignoreStdinEnd) setInterval(() => {}, 2 ** 30);
  const childPid = settings.spawnChild ? spawnChild() : undefined;
  await delay(settings.startupDelayMs);
  if (settings.crashOnStart !== undefined) crash(settings.crashOnStart);
  if (settings.floodStderr) floodStderr();
  const { brokenWhileFile } = settings;
  if (brokenWhileFile !== undefined && existsSync(brokenWhileFile)) {
    crash(readFileSync(brokenWhileFile, "utf8").trimEnd() || `broken while ${brokenWhileFile} exists`);
  }
  if (settings.dieWhenFile !== undefined) {
    if (!existsSync(dirname(settings.dieWhenFile)))
      crash(`dieWhenFile: ${settings.dieWhenFile} has no folder`);
    dieWhenFile(settings.dieWhenFile);
  }
  if (settings.prefixStdoutNoise && settings.transport === "stdio") {
    process.stdout.write('Reference server is starting\n{"level":"info","msg":"not JSON-RPC"}\n');
  }
  return childPid;
}

function crash(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** Starts a process that keeps the pipes of this one open, as children of real servers do. */
function spawnChild(): number | undefined {
  const child = spawn(process.execPath, ["-e", longLiving], { stdio: ["ignore", "inherit", "inherit"] });
  child.unref();
  return child.pid;
}
