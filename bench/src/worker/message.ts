import type { Block } from "../measurement.js";

/** How a block has ended. */
export type BlockEnd =
  | { readonly kind: "block"; readonly block: Block }
  | { readonly kind: "unsupported" | "failed"; readonly reason: string };

/** What a worker says: that its block has ended, or that it rests until it is told to go on. */
export type WorkerMessage = BlockEnd | { readonly kind: "resting" };
