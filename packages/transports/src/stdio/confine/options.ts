/** What a server process may use. The limits hold for each of its processes, not for all together. Linux only. */
export interface ProcessLimits {
  /**
   * The memory that it may write to, in megabytes (1024 × 1024 bytes): heap, stacks, private mappings. What a runtime only
   * reserves does not count, nor do its program files. A Node.js server needs about 64 to start.
   */
  readonly memoryMb?: number;
  /** How many files, pipes and sockets it may have open. A Node.js server needs about 32 to start. */
  readonly openFiles?: number;
  /** How long it may compute, in seconds of processor time: one that waits uses none. */
  readonly cpuSeconds?: number;
}

/**
 * What is put before the command of a server, to keep it from the rest of the system.
 *
 * - `"bwrap"` (bubblewrap) and `"firejail"`: the files are there to read, `/tmp` is the server's own and empty. What it may
 *   write besides is its `cwd`, where one is given. It sees no process but its own under bubblewrap. The network is there.
 * - A list of words, the first of which is a program: `["docker", "run", "-i", "--rm", "image"]`.
 */
export type Sandbox = "bwrap" | "firejail" | readonly string[];

/** How a server process is held in. */
export interface Confinement {
  /**
   * What the process may use, set by `prlimit` of util-linux. A `docker run` as sandbox has options of its own: its
   * containers are no descendants.
   * @default no limits of its own
   */
  readonly limits?: ProcessLimits;
  /** What is put before the command. @default nothing */
  readonly sandbox?: Sandbox;
}
