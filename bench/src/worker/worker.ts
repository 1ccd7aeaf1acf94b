// Runs one block of a measurement in a process of its own: `worker.js <measurement> <subject> [quick]`.
import { UnsupportedError } from "../library.js";
import { measurements } from "../measurements.js";
import type { WorkerMessage } from "./message.js";

const [name = "", subject = "", quick] = process.argv.slice(2);
const tell = (message: WorkerMessage) => process.send?.(message, () => process.exit(0));
// A library whose connection breaks may throw where nobody can catch it.
process.on("uncaughtException", (error) => tell({ kind: "failed", reason: reasonOf(error) }));

try {
  const block = await measurements[name]?.run(subject, { quick: quick === "quick" });
  tell({ kind: "block", block: block ?? {} });
} catch (error) {
  const kind = error instanceof UnsupportedError ? "unsupported" : "failed";
  tell({ kind, reason: reasonOf(error) });
}

function reasonOf(error: unknown): string {
  return String((error as Error | undefined)?.message ?? error);
}
