import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How many threads Node.js has for such work. */
const threads = Number(process.env.UV_THREADPOOL_SIZE ?? 4);

/** Keeps the threads busy on which signatures are checked: each waits for somebody who writes to a pipe. */
export function holdThreads(): { release(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), "threads-"));
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  const readers = Array.from({ length: threads }, () => open(pipe, "r"));
  return {
    async release() {
      const writer = openSync(pipe, "w");
      for (const reader of await Promise.all(readers)) await reader.close();
      closeSync(writer);
      rmSync(folder, { recursive: true });
    },
  };
}
