import { z } from "zod";
import { mustBe } from "./must-be.js";

/** What the operating system can be given: no text with a NUL in it. */
export const withoutNul = z.refine<string>((text) => !text.includes("\0"), {
  error: "holds a NUL character, which no program can be given: remove it",
});

/** An argument of a program. */
export const argument = z.string({ error: mustBe("text") }).check(withoutNul);

/** Text that says something. */
export const someText = z
  .string({ error: mustBe("text") })
  .refine((text) => text.trim() !== "", { error: "is empty: write something, or leave it out" });
