import { setImmediate as nextTurn } from "node:timers/promises";
import { ToolError } from "@mcp-team/transports";

/** Where a search found something. */
export interface Match {
  readonly start: number;
  readonly end: number;
}

/** How much is searched before others get their turn, in characters. */
const chunkLength = 262_144;

/**
 * Finds what is searched for, line by line, without keeping the process from its other work.
 *
 * @param regex - whether `search` is a regular expression in RE2 syntax, which takes linear time whatever a model writes;
 * a plain text is found in upper and lower case
 * @throws ToolError when it is none
 */
export async function* findMatches(
  text: string,
  search: string,
  { regex, from }: { readonly regex: boolean; readonly from: number },
): AsyncGenerator<Match> {
  const find = regex ? await regexFinder(search) : textFinder(search);
  for (let start = from; start < text.length; ) {
    const end = endOfChunk(text, start);
    for (const match of find(text.slice(start, end)))
      yield { start: start + match.start, end: start + match.end };
    start = end;
    await nextTurn();
  }
}

type Finder = (chunk: string) => Iterable<Match>;

function textFinder(search: string): Finder {
  const literal = search.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return function* (chunk) {
    for (const { index, 0: found } of chunk.matchAll(new RegExp(literal, "gi")))
      yield { start: index, end: index + found.length };
  };
}

async function regexFinder(search: string): Promise<Finder> {
  const { RE2JS } = await import("re2js");
  const compile = () => {
    try {
      return RE2JS.compile(search, RE2JS.MULTILINE);
    } catch (error) {
      throw new ToolError(
        `This is no regular expression that can be searched for: ${(error as Error).message}.`,
        {
          tool: "read_result",
          cause: error,
          hint: "Use RE2 syntax, which has no lookaround and no backreferences, or search for a plain text.",
        },
      );
    }
  };
  const pattern = compile();
  return function* (chunk) {
    const matcher = pattern.matcher(chunk);
    while (matcher.find()) {
      // A match of nothing is no place to show.
      if (matcher.end() > matcher.start()) yield { start: matcher.start(), end: matcher.end() };
    }
  };
}

/** A chunk ends with a line, so that no line is searched in two halves. */
function endOfChunk(text: string, start: number): number {
  if (start + chunkLength >= text.length) return text.length;
  const lineBreak = text.indexOf("\n", start + chunkLength);
  return lineBreak === -1 ? text.length : lineBreak + 1;
}
