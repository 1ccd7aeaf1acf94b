import { programs } from "./programs.js";
import { runAll } from "./run-all.js";
import { runProgram } from "./run-program.js";
import { readArguments, UsageError } from "./settings.js";

try {
  const args = process.argv.slice(2);
  const { name, settings } = readArguments(args, Object.keys(programs));
  const program = name === undefined ? undefined : programs[name];
  process.exitCode = program
    ? await runProgram(program, settings)
    : await runAll(Object.keys(programs), args);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  console.error("Usage: pnpm reliability [kills | cuts | closes | soak] [--calls N] [--times N] [--seed N]");
  process.exitCode = 2;
}
