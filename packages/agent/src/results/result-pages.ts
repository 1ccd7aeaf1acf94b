import { endWithin, isSpent, without } from "./budget.js";
import { findMatches } from "./find-matches.js";
import type { Budget } from "./limit.js";

/** How much is shown around what a search found, in characters, where its line is longer. */
const around = 200;

/** What is said about a page takes some room itself. */
const headRoom = { characters: 300, tokens: 100 } as const;

/** A part of a text from an offset on, with a word on where it is and how it goes on. */
export function pageOf(text: string, offset: number, budget: Budget): string {
  const end = endWithin(text, withoutHead(budget), offset);
  const rest =
    end < text.length
      ? `${text.length - end} characters are left: go on with offset ${end}.`
      : "This is the end of it.";
  return `[Characters ${offset} to ${end} of ${text.length}. ${rest}]\n${text.slice(offset, end)}`;
}

/** What to search for. */
export interface Search {
  readonly search: string;
  readonly regex: boolean;
  /** Where to begin. */
  readonly from: number;
}

/** The lines in which a search found something, each with its place, as many as fit. */
export async function findingsOf(text: string, what: Search, budget: Budget): Promise<string> {
  let left = withoutHead(budget);
  const shown: string[] = [];
  let showing = true;
  let found = 0;
  let next: number | undefined;
  let coveredTo = what.from;
  for await (const match of findMatches(text, what.search, what)) {
    found += 1;
    // What stands in a line that is shown already is counted, and not shown again.
    if (match.end <= coveredTo) continue;
    const { start, end } = surroundings(text, match);
    const line = `${match.start}: ${text.slice(start, end)}`;
    showing &&= endWithin(line, left) === line.length && !isSpent(left);
    if (showing) {
      shown.push(line);
      left = without(left, `${line}\n`);
      coveredTo = end;
    } else next ??= match.start;
  }
  if (found === 0) return `[Nothing is found from character ${what.from} to the end, ${text.length}.]`;
  const rest = next === undefined ? "" : ` Search on with offset ${next} for those that are not shown.`;
  const head = `[${found} found. Each line begins with the offset of what was found.${rest}]`;
  return [head, ...shown].join("\n");
}

/** The line of a match, or what is around it where the line is long. */
function surroundings(text: string, { start, end }: { start: number; end: number }) {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineBreak = text.indexOf("\n", end);
  return {
    start: Math.max(start === 0 ? 0 : lineStart, start - around),
    end: Math.min(lineBreak === -1 ? text.length : lineBreak, end + around),
  };
}

function withoutHead(budget: Budget): Budget {
  return "tokens" in budget
    ? { tokens: budget.tokens - headRoom.tokens }
    : { characters: budget.characters - headRoom.characters };
}
