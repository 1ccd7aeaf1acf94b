import { statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { mustBe } from "./must-be.js";

/** A directory that exists. */
export const directory = z.string({ error: mustBe("the path of a directory") }).refine(isDirectory, {
  error: ({ input }) =>
    `the directory ${JSON.stringify(resolve(String(input)))} does not exist: create it, or correct the path`,
});

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
