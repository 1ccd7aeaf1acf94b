import { conformance } from "./conformance.js";
import { readOptions, UsageError, usage } from "./options.js";

try {
  process.exitCode = await conformance(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  console.error(usage);
  process.exitCode = 2;
}
