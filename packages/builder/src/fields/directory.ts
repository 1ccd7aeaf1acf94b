import { type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { mustBe } from "./must-be.js";

/** A directory that exists. */
export const directory = z
  .string({ error: mustBe("the path of a directory") })
  .refine((path) => path !== "", {
    error: "is empty: give the path of a directory, or leave it out",
    abort: true,
  })
  .refine((path) => statsOf(path) !== undefined, {
    error: ({ input }) => `the directory ${shown(input)} does not exist: create it, or correct the path`,
    abort: true,
  })
  .refine((path) => statsOf(path)?.isDirectory(), {
    error: ({ input }) => `${shown(input)} is no directory: give the path of one`,
  });

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function shown(path: unknown): string {
  return JSON.stringify(resolve(String(path)));
}
