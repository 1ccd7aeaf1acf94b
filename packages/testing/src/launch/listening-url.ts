import type { ChildProcessByStdio } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { ServerStartError, TimeoutError } from "@mcp-team/transports";

/** A program that was started with pipes. */
export type PipedProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** What an error tells about the program. */
export interface StartFacts {
  readonly command: string;
  readonly cwd?: string;
  readonly timeoutMs: number;
  /** What the program wrote to stderr so far. */
  stderr(): string;
}

const listening = /^listening on (\S+)$/;

/** How long the rest of stderr may take after the program has ended, in milliseconds: a child of it may hold the pipe. */
const lastWordsMs = 200;

/** Waits for the line `listening on <URL>` on stdout, and reads on so that the program never blocks. */
export async function listeningUrl(child: PipedProcess, facts: StartFacts): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => reject(tooLate(facts)), facts.timeoutMs);
      createInterface({ input: child.stdout }).on("line", (line) => {
        const url = listening.exec(line)?.[1];
        if (url !== undefined) resolve(url);
      });
      child.once("error", (cause: NodeJS.ErrnoException) => reject(notSpawned(facts, cause)));
      child.once("exit", async (exitCode, signal) => {
        const closed = new Promise((resolveClosed) => child.once("close", resolveClosed));
        await Promise.race([closed, delay(lastWordsMs, undefined, { ref: false })]);
        reject(
          new ServerStartError({
            ...placeOf(facts),
            reason: "exited",
            exitCode,
            signal,
            stderrTail: facts.stderr(),
          }),
        );
      });
    });
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(facts: StartFacts): TimeoutError {
  const hint = "Check that it prints `listening on <URL>` as a line of its own, or raise `timeoutMs`.";
  const said = facts.stderr() === "" ? "" : ` Its standard error so far:\n${facts.stderr()}`;
  return new TimeoutError(
    `\`${facts.command}\` did not listen within ${facts.timeoutMs} ms. ${hint}${said}`,
    { hint, timeoutMs: facts.timeoutMs },
  );
}

function notSpawned(facts: StartFacts, cause: NodeJS.ErrnoException): ServerStartError {
  const reasons = { ENOENT: "not-found", EACCES: "not-executable" } as const;
  const reason = reasons[cause.code as keyof typeof reasons] ?? "spawn-failed";
  return new ServerStartError({ ...placeOf(facts), reason, cause });
}

function placeOf({ command, cwd }: StartFacts): { command: string; cwd?: string } {
  return { command, ...(cwd === undefined ? {} : { cwd }) };
}
