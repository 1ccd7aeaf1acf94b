import type { Block } from "../measurement.js";

/** What a worker says when its block has ended. */
export type WorkerMessage =
  | { readonly kind: "block"; readonly block: Block }
  | { readonly kind: "unsupported" | "failed"; readonly reason: string };
