import type { Identity } from "../guard/identity.js";

/** Makes the context of a run from who asked for it. */
export type ContextOf = (identity: Identity | undefined) => unknown;
