/**
 * The regular expression of a `pattern`, with Unicode if it can be read so, as JSON Schema wants it; nothing when
 * JavaScript cannot read it at all.
 */
export function readPattern(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Many patterns escape what need not be escaped, which only the older syntax allows.
    }
  }
  return undefined;
}

/** In so many ways a pattern may be tried before nothing is found. */
const maxWays = 1_000;
/** What a repetition without limit counts for. There is one at most. */
const unlimitedWays = 50;

/**
 * Whether matching a pattern takes time in proportion to the text, for certain: it is tied to the start, nothing in it
 * looks around or back, at most one part repeats without limit, no group does, and what else may be there or not, or in one
 * of several ways, makes few ways in all.
 */
export function isTamePattern(pattern: string): boolean {
  if (!pattern.startsWith("^") || /\(\?|\\[1-9k]/.test(pattern)) return false;
  const plain = pattern.replaceAll(/\\./gs, "x").replaceAll(/\[[^\]]*\]/g, "x");
  if (/\)[*+{]/.test(plain) || (plain.match(/[*+]|\{\d*,\}/g)?.length ?? 0) > 1) return false;
  return waysOf(plain) <= maxWays;
}

/** What stands between two parentheses. */
interface Group {
  /** The ways of the alternatives that have ended. */
  readonly ended: number;
  /** Those of the last one: each part can be tried in all of its ways for each way of those before it. */
  readonly last: number;
}

function waysOf(plain: string): number {
  const outer: Group[] = [];
  let group: Group = { ended: 0, last: 1 };
  const times = (ways: number) => ({ ...group, last: group.last * ways });
  for (const [token, least, most] of plain.matchAll(/[()|*+?]|\{(\d+)(,\d*)?\}/g)) {
    if (token === "(") {
      outer.push(group);
      group = { ended: 0, last: 1 };
    } else if (token === ")") {
      const ways = group.ended + group.last;
      group = outer.pop() ?? group;
      group = times(ways);
    } else if (token === "|") group = { ended: group.ended + group.last, last: 1 };
    else group = times(waysOfRepetition(token, least, most));
  }
  // An alternative to the whole is tied to nothing.
  return group.ended > 0 ? Number.POSITIVE_INFINITY : group.last;
}

function waysOfRepetition(token: string, least: string | undefined, most: string | undefined): number {
  if (token === "?") return 2;
  if (least === undefined || most === ",") return unlimitedWays;
  const largest = Number(most?.slice(1) ?? least);
  return largest > maxWays ? Number.POSITIVE_INFINITY : largest - Number(least) + 1;
}
