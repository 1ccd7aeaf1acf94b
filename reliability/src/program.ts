import type { Finding } from "./report/finding.js";
import type { Settings } from "./settings.js";

/** A run that shows something. */
export interface Program {
  /** What it does, in a line. */
  readonly title: (settings: Settings) => string;
  /** How long it may take at most before it counts as hung, in milliseconds. */
  readonly limitMs: (settings: Settings) => number;
  /** Does it, and tells what was found. Leaves nothing behind. */
  run(settings: Settings): Promise<readonly Finding[]>;
}
