import { z } from "zod";
import { kindOfValue } from "../problems/show-value.js";

/** A text that may be secret: what stands in its place is told by its kind alone. */
export const secretText = z.string({
  error: ({ input }) =>
    input === undefined
      ? "has no value: is the variable set that it comes from?"
      : `must be text, not ${kindOfValue(input)}: write it in quotes`,
});
