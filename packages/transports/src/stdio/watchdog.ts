import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";

/**
 * Watches the process groups in WATCHED, and reads which more (`+ 123`) and which no more (`- 123`) until its input ends: nobody
 * is left then who could end them. What reads its standard input ends by itself now, and has half a second for it; the rest is
 * killed. Descendants that left their group are noted first: Linux lists the children of a process, elsewhere they are not found.
 */
const script = `
trap '' HUP INT TERM
descend() {
  for list in /proc/$1/task/*/children; do
    children=
    read -r children <"$list"
    for child in $children; do found="$found $child"; descend $child; done
  done
}
watch() {
  groups=$WATCHED found=
  while read -r sign group; do
    if [ "$sign" = + ]; then groups="$groups $group"; continue; fi
    left=
    for each in $groups; do [ "$each" = "$group" ] || left="$left $each"; done
    groups=$left
  done
  [ -n "$groups" ] || exit 0
  for each in $groups; do descend $each; done
  sleep 0.5
  for each in $groups; do kill -s KILL -- -$each; done
  for each in $found; do kill -s KILL $each; done
}
watch <&3 3<&- &
`;

/**
 * A small process that ends process groups when this process is gone, however it ended: SIGKILL leaves no time to do that
 * oneself. It is in a session of its own, so that a signal to the group of this process does not reach it, and no child of
 * this process, so that whoever looks for the servers among the children finds nothing else.
 */
export class Watchdog {
  /** Its input. It writes nothing to it, and the end of it is its own. */
  readonly #pipe: Socket;
  readonly #ended: Promise<unknown>;

  /** @param groups - what it watches from the start */
  constructor(groups: Iterable<number>) {
    // The last words are for people who look at the list of processes.
    const starter = spawn("/bin/sh", ["-c", script, "mcp-team-watchdog", `${process.pid}`], {
      cwd: "/",
      env: { PATH: "/usr/bin:/bin", WATCHED: [...groups].join(" ") },
      // Not its standard input: Node.js closes that with the process that it started.
      stdio: ["ignore", "ignore", "ignore", "pipe"],
      detached: true,
    });
    this.#pipe = starter.stdio[3] as Socket;
    this.#ended = once(this.#pipe.resume(), "close");
    // Where there is no shell, servers end with their standard input, or not at all.
    for (const emitter of [starter, this.#pipe]) emitter.on("error", () => {});
    for (const handle of [starter, this.#pipe]) handle.unref();
  }

  /** Whether it is there: somebody else may have ended it. */
  get isRunning(): boolean {
    return !this.#pipe.closed;
  }

  watch(group: number): void {
    this.#pipe.write(`+ ${group}\n`);
  }

  forget(group: number): void {
    this.#pipe.write(`- ${group}\n`);
  }

  /** Resolves when it has ended. It must be watching nothing. */
  async end(): Promise<void> {
    this.#pipe.ref();
    this.#pipe.end();
    await this.#ended;
  }
}
