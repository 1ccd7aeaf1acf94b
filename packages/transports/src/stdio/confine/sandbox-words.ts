import { resolve } from "node:path";
import type { Sandbox } from "./options.js";

/**
 * The words that a sandbox puts before a command, without its path.
 *
 * @param cwd - what the server may write to
 */
export function sandboxWords(sandbox: Sandbox, cwd: string | undefined): readonly string[] {
  switch (sandbox) {
    case "bwrap":
      return [...bwrap, ...(cwd === undefined ? [] : ["--bind", resolve(cwd), resolve(cwd)]), "--"];
    case "firejail":
      return [...firejail, ...(cwd === undefined ? [] : [`--read-write=${resolve(cwd)}`]), "--"];
    default:
      return sandbox;
  }
}

/** Source: bwrap(1). It needs no new session: a server has one of its own, without a terminal. */
const bwrap = [
  "bwrap",
  ...["--ro-bind", "/", "/"],
  ...["--dev", "/dev"],
  ...["--proc", "/proc"],
  ...["--tmpfs", "/tmp"],
  "--unshare-all",
  "--share-net",
  "--die-with-parent",
];

/** Source: firejail(1). Without `--quiet` it writes to standard output, which belongs to the protocol. */
const firejail = [
  "firejail",
  "--quiet",
  "--noprofile",
  "--read-only=/",
  "--private-tmp",
  "--private-dev",
  "--caps.drop=all",
  "--nonewprivs",
  "--seccomp",
  "--deterministic-exit-code",
  "--deterministic-shutdown",
];
