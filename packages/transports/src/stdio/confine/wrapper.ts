import { findProgram } from "./find-program.js";
import { limitWords } from "./limit-words.js";
import type { Confinement } from "./options.js";
import { sandboxWords } from "./sandbox-words.js";

/**
 * The words that stand before the command of a server. All of their programs start the next one in their own place, but for
 * bubblewrap, firejail and what the caller gives.
 *
 * The limits come first: they go on to what is started, and a sandbox need not hold `prlimit`. The programs are those that
 * this process finds, not those in the `PATH` that the server is given.
 */
export function wrapperWords({
  limits,
  sandbox,
  cwd,
}: Confinement & { readonly cwd?: string | undefined }): string[] {
  const limiting = limits && limitWords(limits);
  return [
    ...(limiting && limiting.length > 0 ? [pathOf("prlimit"), ...limiting, "--"] : []),
    ...(sandbox === undefined ? [] : fromPath(sandboxWords(sandbox, cwd))),
  ];
}

/** Whether the command is one of this system's files: another one knows only its own. */
export function isCommandHere({ sandbox }: Confinement): boolean {
  return sandbox === undefined || typeof sandbox === "string";
}

function fromPath([program = "", ...words]: readonly string[]): string[] {
  return [pathOf(program), ...words];
}

/** What cannot be found is left to the system, which says why. */
function pathOf(program: string): string {
  const found = findProgram(program);
  return "path" in found ? found.path : program;
}
