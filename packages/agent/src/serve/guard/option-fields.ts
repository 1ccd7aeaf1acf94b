import { z } from "zod";

/** The longest time that a timer of Node.js can wait; a longer one would fire at once. */
const longestMs = 2_147_483_647;

/** What is said of an option that holds the wrong thing. Shows the value: never for what may be secret. */
export const must = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) => `must be ${what}, not ${shownOption(input)}`,
});

/** How many there are of something, at least one. */
export const count = (what: string) =>
  z.custom<number>((value) => Number.isSafeInteger(value) && (value as number) > 0, must(what));

/** How long a timer waits, in milliseconds. @param example - and what else helps to choose one */
export const time = (least: number, example: string) =>
  z.custom<number>(
    (value) => typeof value === "number" && value >= least && value <= longestMs,
    must(`a number of milliseconds from ${least} to ${longestMs}, such as ${example}`),
  );

/** A text that is not empty. */
export const text = (what: string) =>
  z.custom<string>((value) => typeof value === "string" && value !== "", must(what));

/** A list of texts, at least one. */
export const list = (what: string, fits: (entry: string) => boolean = (entry) => entry !== "") =>
  z.custom<readonly string[]>(
    (value) =>
      Array.isArray(value) &&
      value.length > 0 &&
      value.every((each) => typeof each === "string" && fits(each)),
    must(what),
  );

/** An address that can be read, and is of the right kind. */
export const url = (what: string, fits: (url: URL) => boolean) =>
  z.custom<string>(
    (value) => typeof value === "string" && URL.canParse(value) && fits(new URL(value)),
    must(what),
  );

/** An option as it is shown in a message, whatever it holds. */
export function shownOption(value: unknown): string {
  // JSON knows only some numbers: it writes null for the others.
  if (typeof value === "number") return String(value);
  if (typeof value === "bigint") return `${value}n`;
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return "what JSON cannot show";
  }
}
