import { z } from "zod";
import { checkedBy } from "./checked.js";
import { duration } from "./duration.js";
import { mustBe } from "./must-be.js";

const limits = z
  .strictObject(
    { callTimeoutMs: duration, maxCallTimeoutMs: duration },
    { error: mustBe("a number of milliseconds, or { callTimeoutMs, maxCallTimeoutMs }") },
  )
  .partial();

const limit = checkedBy<number | z.output<typeof limits>>(
  (value) => (typeof value === "object" ? limits : duration),
  { what: "`toolTimeouts`", known: Object.keys(limits.shape) },
);

/** Limits of single tools, by patterns of their names. */
export const toolTimeouts = z.record(z.string(), limit, {
  error: mustBe('an object such as { "export_*": 300_000 }'),
});
