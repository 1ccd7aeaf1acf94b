import { z } from "zod";
import { mustBe } from "./must-be.js";

/** The longest time that a timer of Node.js can wait; a longer one would fire at once. */
export const longestMs = 2_147_483_647;

/** A time in milliseconds. */
export const duration = z.custom<number>(
  (value) => typeof value === "number" && value > 0 && value <= longestMs,
  { error: mustBe(`a number of milliseconds above 0 and at most ${longestMs}, such as 10_000`) },
);

/** A size in bytes. */
export const size = z.custom<number>((value) => Number.isSafeInteger(value) && Number(value) > 0, {
  error: mustBe("a whole number of bytes above 0, such as 16_384"),
});
