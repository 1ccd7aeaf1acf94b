import { reconnectDefaults } from "@mcp-team/transports/settings";
import { z } from "zod";
import { checkedBy } from "./checked.js";
import { duration } from "./duration.js";
import { mustBe } from "./must-be.js";

const attempts = z.custom<number>(
  (value) => value === Number.POSITIVE_INFINITY || (Number.isSafeInteger(value) && Number(value) > 0),
  { error: mustBe(`a whole number above 0, such as ${reconnectDefaults.maxAttempts}, or Infinity`) },
);

const policy = z
  .strictObject(
    {
      maxAttempts: attempts,
      initialDelayMs: duration,
      maxDelayMs: duration,
      stableAfterMs: duration,
      maxSends: attempts,
    },
    { error: mustBe("an object such as { maxAttempts: 10, maxDelayMs: 30_000 }, or false") },
  )
  .partial();

const none = z.literal(false);

/** When a lost line is reopened; `false` for never. */
export const reconnect = checkedBy<z.output<typeof policy> | false>(
  (value) => (value === false ? none : policy),
  { what: "`reconnect`", known: Object.keys(policy.shape) },
);
