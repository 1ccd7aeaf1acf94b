import { writeSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { ServerSettings } from "./options.js";

/** What a server answered over HTTP needs a moment to leave the process, in milliseconds. */
const leavingMs = 20;

/** Ends the server at once, with exit code 1 and the reason on stderr. */
export function die(reason: string): never {
  writeSync(2, `reference server: ending, ${reason}\n`);
  process.exit(1);
}

/** A client has opened a session. */
export async function afterHandshake({ dieAfterHandshake, transport }: ServerSettings): Promise<void> {
  if (!dieAfterHandshake) return;
  if (transport !== "stdio") await delay(leavingMs);
  die("right after its handshake");
}
