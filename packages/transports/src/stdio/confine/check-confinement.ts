import { ConfigurationError, type ConfigurationProblem } from "../../errors/index.js";
import { findProgram } from "./find-program.js";
import type { Confinement, ProcessLimits, Sandbox } from "./options.js";

/**
 * Checks limits and sandbox, and that the programs are there that they need.
 *
 * @throws ConfigurationError with every problem
 */
export function checkConfinement({
  limits,
  sandbox,
  name,
}: Confinement & { readonly name?: string | undefined }): void {
  const problems = [
    ...(limits === undefined ? [] : below("limits", limitProblems(limits))),
    ...(sandbox === undefined ? [] : below("sandbox", sandboxProblems(sandbox))),
  ];
  if (problems.length > 0)
    throw new ConfigurationError(name === undefined ? problems : below(`servers.${name}`, problems));
}

/** What is wrong with limits; the path of each problem begins below them. */
export function limitProblems(limits: ProcessLimits): ConfigurationProblem[] {
  const { memoryMb, openFiles, cpuSeconds } = limits;
  const problems = [
    ...countProblem("memoryMb", memoryMb, "of megabytes above 0, such as 512"),
    ...countProblem("openFiles", openFiles, "above 0, such as 256"),
    ...countProblem("cpuSeconds", cpuSeconds, "of seconds above 0, such as 60"),
  ];
  if ([memoryMb, openFiles, cpuSeconds].every((limit) => limit === undefined)) {
    const message = "limits nothing: give `memoryMb`, `openFiles` or `cpuSeconds`, or leave it out";
    problems.push({ path: "", message });
  }
  if ("path" in findProgram("prlimit")) return problems;
  const message =
    process.platform === "linux"
      ? "needs the program `prlimit`, which is not in PATH: install util-linux, or leave the limits out"
      : "needs the program `prlimit`, which only Linux has: leave the limits out here";
  return [{ path: "", message }, ...problems];
}

/** What is wrong with a sandbox; the path of each problem begins below it. */
export function sandboxProblems(sandbox: Sandbox): ConfigurationProblem[] {
  if (sandbox === "bwrap") return missingProblem("bwrap", "install bubblewrap");
  if (sandbox === "firejail") return missingProblem("firejail", "install firejail");
  const words: readonly unknown[] = Array.isArray(sandbox) ? sandbox : [];
  const [program] = words;
  if (typeof program !== "string" || program.trim() === "") {
    const message =
      'must be "bwrap", "firejail", or a list of words that begins with a program, such as ["docker", "run", "-i", "--rm", "image"]';
    return [{ path: "", message }];
  }
  const wrong = words.flatMap((word, index) =>
    typeof word === "string" && !word.includes("\0")
      ? []
      : [{ path: `[${index}]`, message: "must be text without a NUL character" }],
  );
  return [...missingProblem(program, "install it, or give its full path"), ...wrong];
}

function missingProblem(program: string, advice: string): ConfigurationProblem[] {
  if ("path" in findProgram(program)) return [];
  const message = `needs the program \`${program}\`, which ${program.includes("/") ? "is not there" : "is not in PATH"}: ${advice}, or leave the sandbox out`;
  return [{ path: "", message }];
}

function countProblem(path: string, value: unknown, expected: string): ConfigurationProblem[] {
  if (value === undefined || (Number.isSafeInteger(value) && Number(value) > 0)) return [];
  return [{ path, message: `must be a whole number ${expected}, not ${value}` }];
}

function below(base: string, problems: readonly ConfigurationProblem[]): ConfigurationProblem[] {
  return problems.map(({ path, message }) => ({
    path: path === "" || path.startsWith("[") ? base + path : `${base}.${path}`,
    message,
  }));
}
