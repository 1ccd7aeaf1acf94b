import { type Direction, type OneWay, waysOf } from "./direction.js";

/**
 * Which connections a cut after so many bytes is for:
 * - `next`: the one that is opened next
 * - `first`: of those that are open and those that come, the one that gets so far first
 * - `each`: all that are open and all that come
 */
export type CutScope = "next" | "first" | "each";

/** When connections are cut. */
export interface CutRule {
  readonly bytes: number;
  readonly direction: Direction;
  readonly scope: CutScope;
}

/** How much of a rule one connection has left. */
export class Allowance {
  private left: number;

  constructor(readonly rule: CutRule) {
    this.left = rule.bytes;
  }

  /** How many bytes may pass one way. */
  of(way: OneWay): number {
    return this.counts(way) ? this.left : Number.POSITIVE_INFINITY;
  }

  /** Notes bytes that passed, and says whether they were the last ones. */
  spend(way: OneWay, bytes: number): boolean {
    if (!this.counts(way)) return false;
    this.left -= bytes;
    return this.left <= 0;
  }

  private counts(way: OneWay): boolean {
    return waysOf(this.rule.direction).includes(way);
  }
}
