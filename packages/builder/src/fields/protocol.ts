import { z } from "zod";
import { mustBe } from "./must-be.js";

/** Which era to speak. */
export const protocol = z.enum(["auto", "legacy", "modern"], {
  error: mustBe('"auto", "legacy" or "modern"'),
});
