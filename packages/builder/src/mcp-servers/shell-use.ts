/** What a shell would be given to read. */
export interface ShellUse {
  /** Such as `bash -c`. */
  readonly shown: string;
  /** Whether it is there only because Windows starts some programs so. */
  readonly windows: boolean;
}

const posix: ReadonlySet<string> = new Set("sh bash dash zsh ksh mksh ash csh tcsh fish nu".split(" "));
const powershell: ReadonlySet<string> = new Set(["powershell", "pwsh"]);

/** Programs that start another one, which is named among their arguments. */
const starters: ReadonlySet<string> = new Set(
  "env sudo doas nohup nice timeout exec command busybox xargs setsid stdbuf time".split(" "),
);

/** Programs that start packages, and can give a text to a shell instead. */
const packageStarters: ReadonlySet<string> = new Set("npx npm pnpm pnpx".split(" "));

/**
 * Finds out whether a command has a shell read a text: that of `bash -c`, `cmd /c` or `npx -c`. A shell that runs a file is
 * a program as any other.
 *
 * @param words - the program and its arguments
 */
export function shellUse([program = "", ...args]: readonly string[]): ShellUse | undefined {
  const name = programName(program);
  if (starters.has(name)) return amongArguments(args.flatMap((word) => word.split(/\s+/)));
  if (packageStarters.has(name)) return ofPackageStarter(name, args);
  return ofShell(name, args);
}

function amongArguments(words: readonly string[]): ShellUse | undefined {
  for (const [index, word] of words.entries()) {
    const found = ofShell(programName(word), words.slice(index + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofShell(name: string, args: readonly string[]): ShellUse | undefined {
  if (posix.has(name)) return ofPosixShell(name, args);
  if (name === "cmd") {
    const flag = args.find((word) => /^\/.*[ckr]/i.test(word));
    return flag === undefined ? undefined : { shown: `cmd ${flag}`, windows: true };
  }
  if (!powershell.has(name) || args.some((word) => /^[-/]f(?:i|il|ile)?$/i.test(word))) return undefined;
  return args.length === 0 ? undefined : { shown: name, windows: false };
}

function ofPosixShell(name: string, args: readonly string[]): ShellUse | undefined {
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? "";
    if (!/^[-+]/.test(word)) return undefined; // A file, and what follows is for it.
    if (/^-[a-z]*c[a-z]*$/i.test(word) || /^--?command/.test(word))
      return { shown: `${name} ${word}`, windows: false };
    if (/^[-+]o$|^\+O$|^--(?:rcfile|init-file)$/.test(word)) index++; // What follows is its value.
  }
  return undefined;
}

function ofPackageStarter(name: string, args: readonly string[]): ShellUse | undefined {
  const words = /^p?npm$/.test(name) && /^(?:exec|x|dlx)$/.test(args[0] ?? "") ? args.slice(1) : args;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-") || word === "--") return undefined; // The package, and what follows is for it.
    if (/^(?:-c|--call|--shell-mode)(?:=|$)/.test(word))
      return { shown: `${name} ${word.split("=")[0]}`, windows: false };
    if (word === "-p" || word === "--package") index++; // What follows is its value.
  }
  return undefined;
}

/** `/usr/bin/bash` and `C:\\Windows\\System32\\CMD.EXE` by what they are called. */
function programName(path: string): string {
  const file = path.split(/[/\\]/).at(-1) ?? "";
  return file.toLowerCase().replace(/\.(?:exe|cmd|bat|com)$/, "");
}
