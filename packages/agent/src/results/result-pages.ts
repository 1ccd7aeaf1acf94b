import { endWithin, isSpent, startOfCharacter, without } from "./budget.js";
import { findMatches } from "./find-matches.js";
import type { Budget } from "./limit.js";

/** How much is shown around what a search found, in characters, where its line is longer. */
const around = 200;

/** What is said about a page takes some room itself. */
const headRoom = { characters: 300, tokens: 100 } as const;

/** A part of a text from an offset on, with a word on where it is and how it goes on. */
export function pageOf(text: string, from: number, budget: Budget): string {
  const offset = startOfCharacter(text, from);
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
  let found = 0;
  let cutAt: number | undefined;
  let next: number | undefined;
  let coveredTo = what.from;
  const show = (line: string, end: number) => {
    shown.push(line);
    left = without(left, `${line}\n`);
    coveredTo = end;
  };
  for await (const match of findMatches(text, what.search, what)) {
    found += 1;
    // What stands in a line that is shown already is counted, and not shown again.
    if (match.end <= coveredTo || next !== undefined) continue;
    const { start, end } = surroundings(text, match);
    const label = `${match.start}: `;
    const line = label + text.slice(start, end);
    if (endWithin(line, left) === line.length && !isSpent(left)) show(line, end);
    else if (shown.length > 0) next = match.start;
    else {
      // It fits no page: to search on from here would lead back to it for ever.
      const from = startOfCharacter(text, match.start);
      const fitting = Math.min(end, endWithin(text, without(left, label), from));
      if (fitting < match.end) cutAt = fitting;
      show(label + text.slice(from, fitting), fitting);
    }
  }
  if (found === 0) return `[Nothing is found from character ${what.from} to the end, ${text.length}.]`;
  const rest = next === undefined ? "" : ` Search on with offset ${next} for those that are not shown.`;
  const more = cutAt === undefined ? "" : ` The first is too long for a page: read on from offset ${cutAt}.`;
  const head = `[${found} found. Each line begins with the offset of what was found.${more}${rest}]`;
  return [head, ...shown].join("\n");
}

/** The line of a match, or what is around it where the line is long. */
function surroundings(text: string, { start, end }: { start: number; end: number }) {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineBreak = text.indexOf("\n", end);
  const last = Math.min(lineBreak === -1 ? text.length : lineBreak, end + around);
  return {
    start: startOfCharacter(text, Math.max(start === 0 ? 0 : lineStart, start - around)),
    end: startOfCharacter(text, last),
  };
}

function withoutHead(budget: Budget): Budget {
  return "tokens" in budget
    ? { tokens: budget.tokens - headRoom.tokens }
    : { characters: budget.characters - headRoom.characters };
}
