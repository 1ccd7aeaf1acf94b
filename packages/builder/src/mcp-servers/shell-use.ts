import { commandText } from "./command-text.js";
import { packageStarters, packageStarterText } from "./package-starter-text.js";

/** What a shell would be given to read. */
export interface ShellUse {
  /** Such as `bash -c`. */
  readonly shown: string;
  /** Whether it is there only because Windows starts some programs so. */
  readonly windows: boolean;
}

const posix: ReadonlySet<string> = new Set("sh bash dash zsh ksh mksh ash csh tcsh fish nu".split(" "));
const textOption = /^-[a-z]*c[a-z]*$|^--(?:init-)?c(?:o[a-z]*)?(?=$|=)/i;
const textOptionOfNu = /^-[a-z]*e[a-z]*$|^--exec[a-z]*/;
const powershell: ReadonlySet<string> = new Set(["powershell", "pwsh"]);

/** Programs that start another one, which is named among their arguments. */
const starters: ReadonlySet<string> = new Set(
  (
    "env sudo doas nohup nice timeout exec command busybox xargs setsid stdbuf time ionice chrt taskset prlimit numactl " +
    "strace ltrace setpriv unshare nsenter chroot runuser script flock systemd-run tini dumb-init bwrap firejail"
  ).split(" "),
);

/**
 * Finds out whether a command has a shell read a text: that of `bash -c`, `cmd /c`, `npx -c` or `su -c`. A shell that runs a
 * file is a program as any other. The text is not shown: it may hold secrets.
 *
 * @param words - the program and its arguments
 */
export function shellUse([program = "", ...args]: readonly string[]): ShellUse | undefined {
  const name = programName(program);
  const use = ofProgram(name, args);
  if (use !== undefined || !starters.has(name)) return use;
  return amongArguments(args.flatMap((word) => word.split(/\s+/)));
}

function amongArguments(words: readonly string[]): ShellUse | undefined {
  for (const [index, word] of words.entries()) {
    const found = ofProgram(programName(word), words.slice(index + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofProgram(name: string, args: readonly string[]): ShellUse | undefined {
  const option = packageStarters.has(name) ? packageStarterText(name, args) : commandText(name, args);
  return option === undefined ? ofShell(name, args) : { shown: `${name} ${option}`, windows: false };
}

function ofShell(name: string, args: readonly string[]): ShellUse | undefined {
  if (posix.has(name)) return ofPosixShell(name, args);
  if (name === "cmd") {
    const flag = args.find((word) => /^\/.*[ckr]/i.test(word));
    return flag === undefined ? undefined : { shown: `cmd ${flag.slice(0, 2)}`, windows: true };
  }
  if (!powershell.has(name) || args.some((word) => /^[-/]f(?:i|il|ile)?$/i.test(word))) return undefined;
  return args.length === 0 ? undefined : { shown: name, windows: false };
}

function ofPosixShell(name: string, args: readonly string[]): ShellUse | undefined {
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? "";
    if (!/^[-+]/.test(word)) return undefined; // A file, and what follows is for it.
    const option = textOption.exec(word)?.[0] ?? (name === "nu" ? textOptionOfNu.exec(word)?.[0] : undefined);
    if (option !== undefined) return { shown: `${name} ${option}`, windows: false };
    index += valuesOf(word);
  }
  return undefined;
}

/** How many words after an option of a shell are its values: each `o` of `-euo` takes one. */
function valuesOf(option: string): number {
  if (/^--(?:rcfile|init-file)$/.test(option)) return 1;
  return /^[-+][a-z]+$/i.test(option) ? option.replace(/[^o]/gi, "").length : 0;
}

/** `/usr/bin/bash` and `C:\\Windows\\System32\\CMD.EXE` by what they are called. */
function programName(path: string): string {
  const file = path.split(/[/\\]/).at(-1) ?? "";
  return file.toLowerCase().replace(/\.(?:exe|cmd|bat|com)$/, "");
}
