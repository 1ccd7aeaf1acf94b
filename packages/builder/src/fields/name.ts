import { z } from "zod";
import { mustBe } from "./must-be.js";

/** The longest name: a name can become the name of a tool, and models take 64 characters. */
const longest = 64;

/** The name of a team or a server: letters, digits, `_` and `-`. */
export const name = z.custom<string>(
  (value) => typeof value === "string" && value.length <= longest && /^[A-Za-z0-9_-]+$/.test(value),
  { error: mustBe(`letters, digits, "_" and "-", at most ${longest} of them`) },
);

/**
 * Makes a name from other text.
 *
 * @returns a valid name, or `undefined` when nothing in the text can be part of one
 */
export function toName(text: string): string | undefined {
  const cleaned = text
    .replaceAll(/[^A-Za-z0-9_-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, longest);
  return cleaned === "" ? undefined : cleaned;
}
