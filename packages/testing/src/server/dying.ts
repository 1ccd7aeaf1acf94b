import { unlinkSync, watch, writeSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay, setImmediate as turn } from "node:timers/promises";
import type { ServerSettings } from "./options.js";

/** What a server answered over HTTP needs a moment to leave the process, in milliseconds. */
const leavingMs = 20;

/** A client has opened a session. */
export async function afterHandshake({ dieAfterHandshake, transport }: ServerSettings): Promise<void> {
  if (!dieAfterHandshake) return;
  if (transport !== "stdio") await delay(leavingMs);
  die("right after its handshake");
}

/** So many calls have their results, the last of which is about to be sent. */
export async function afterCall({ dieAfterCalls, transport }: ServerSettings, calls: number): Promise<void> {
  if (calls !== dieAfterCalls) return;
  await (transport === "stdio" ? turn() : delay(leavingMs));
  die(`after ${calls} ${calls === 1 ? "call" : "calls"}`);
}

/** Ends the server when a file is there, or appears. Does not keep the server alive. */
export function dieWhenFile(file: string): void {
  const look = () => {
    if (removed(file)) die(`because ${file} appeared`);
  };
  watch(dirname(file), { persistent: false }, look);
  look();
}

/** Removes a file; false when there is none. Of several processes that try, one succeeds. */
function removed(file: string): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Ends the server at once, with exit code 1 and the reason on stderr. */
function die(reason: string): never {
  writeSync(2, `reference server: ending, ${reason}\n`);
  process.exit(1);
}
