import { bench } from "./bench.js";
import { measurements } from "./measurements.js";
import { readOptions, UsageError, usage } from "./options.js";

// A block that runs is ended with this process.
for (const [signal, code] of [
  ["SIGHUP", 129],
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => process.exit(code));
}

try {
  process.exitCode = await bench(readOptions(process.argv.slice(2), Object.keys(measurements)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  console.error(usage);
  process.exitCode = 2;
}
