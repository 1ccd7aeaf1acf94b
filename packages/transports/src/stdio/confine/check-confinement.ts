import { ConfigurationError } from "../../errors/index.js";
import { countProblem, type OptionProblem, problemsBelow } from "../../options/option-problem.js";
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
  const server = name === undefined ? "" : `servers.${name}.`;
  const problems = [
    ...(limits === undefined ? [] : problemsBelow(`${server}limits`, limitProblems(limits))),
    ...(sandbox === undefined ? [] : problemsBelow(`${server}sandbox`, sandboxProblems(sandbox))),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);
}

/** What is wrong with limits. */
export function limitProblems(limits: ProcessLimits): OptionProblem[] {
  const { memoryMb, openFiles, cpuSeconds } = limits;
  const problems = [
    ...countProblem("memoryMb", memoryMb, 1, "of megabytes above 0, such as 512"),
    ...countProblem("openFiles", openFiles, 1, "above 0, such as 256"),
    ...countProblem("cpuSeconds", cpuSeconds, 1, "of seconds above 0, such as 60"),
  ];
  if ([memoryMb, openFiles, cpuSeconds].every((limit) => limit === undefined)) {
    const message = "limits nothing: give `memoryMb`, `openFiles` or `cpuSeconds`, or leave it out";
    problems.push({ path: [], message });
  }
  if ("path" in findProgram("prlimit")) return problems;
  const message =
    process.platform === "linux"
      ? "needs the program `prlimit`, which is not in PATH: install util-linux, or leave the limits out"
      : "needs the program `prlimit`, which only Linux has: leave the limits out here";
  return [{ path: [], message }, ...problems];
}

/** What is wrong with a sandbox. */
export function sandboxProblems(sandbox: Sandbox): OptionProblem[] {
  if (sandbox === "bwrap") return missingProblem("bwrap", "install bubblewrap");
  if (sandbox === "firejail") return missingProblem("firejail", "install firejail");
  const words: readonly unknown[] = Array.isArray(sandbox) ? sandbox : [];
  const [program] = words;
  if (typeof program !== "string" || program.trim() === "") {
    const message =
      'must be "bwrap", "firejail", or a list of words that begins with a program, such as ["docker", "run", "-i", "--rm", "image"]';
    return [{ path: [], message }];
  }
  const wrong = words.flatMap((word, index) =>
    typeof word === "string" && !word.includes("\0")
      ? []
      : [{ path: [index], message: "must be text without a NUL character" }],
  );
  return [...missingProblem(program, "install it, or give its full path"), ...wrong];
}

function missingProblem(program: string, advice: string): OptionProblem[] {
  if ("path" in findProgram(program)) return [];
  const message = `needs the program \`${program}\`, which ${program.includes("/") ? "is not there" : "is not in PATH"}: ${advice}, or leave the sandbox out`;
  return [{ path: [], message }];
}
