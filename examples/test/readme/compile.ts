import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { root } from "./programs.js";

/** What the compiler found. */
export interface CompilerError {
  /** From the folder that was compiled. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const located = /^(.+)\((\d+),\d+\): (.+)$/;

/** Compiles the project in a folder with the command line of TypeScript, which writes programs that have errors, too. */
export async function compile(folder: string): Promise<CompilerError[]> {
  const child = spawn(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, "--pretty", "false"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, "close")]);
  const errors: CompilerError[] = [];
  for (const line of output.trimEnd().split("\n")) {
    const [, file, number, message] = located.exec(line) ?? [];
    const last = errors.at(-1);
    if (file && message) errors.push({ file, line: Number(number), message });
    // What is indented belongs to the error before.
    else if (last && line.startsWith(" "))
      errors[errors.length - 1] = { ...last, message: `${last.message}\n${line}` };
    else if (line !== "") throw new TypeError(`The compiler failed: ${output}`);
  }
  return errors;
}
