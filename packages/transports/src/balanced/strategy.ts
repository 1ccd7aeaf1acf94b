import type { Strategy } from "./options.js";

/** What a choice between replicas depends on. */
export interface Candidate {
  /** How many calls it works on. */
  readonly inFlight: number;
}

/**
 * The replicas in the order in which they are to be tried.
 *
 * @param candidates - those that can take a call, in the order in which they were given
 * @param turn - counts the choices
 */
export function rank<C extends Candidate>(candidates: readonly C[], strategy: Strategy, turn: number): C[] {
  switch (strategy) {
    case "first-available":
      return [...candidates];
    case "round-robin":
      return rotate(candidates, turn);
    case "least-busy":
      // The sort is stable: those that are equally busy stay in turn.
      return rotate(candidates, turn).sort((one, other) => one.inFlight - other.inFlight);
  }
}

function rotate<C>(list: readonly C[], turn: number): C[] {
  const start = list.length === 0 ? 0 : turn % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
