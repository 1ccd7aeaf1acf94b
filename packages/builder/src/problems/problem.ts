import type { OptionPath } from "./path.js";

/** A problem with a part of an option, before it is known what the option is called. */
export interface PartProblem {
  readonly path: OptionPath;
  readonly message: string;
}
