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

/**
 * Whether matching a pattern takes time in proportion to the text, for certain: it is tied to the start, nothing in it
 * looks around or back, and at most one part repeats without limit, which is no group.
 */
export function isTamePattern(pattern: string): boolean {
  if (!pattern.startsWith("^") || /\(\?|\\[1-9k]/.test(pattern)) return false;
  const plain = pattern.replaceAll(/\\./g, "x").replaceAll(/\[(?:\^?\])?[^\]]*\]/g, "x");
  if (/\)[*+{]/.test(plain)) return false;
  return (plain.match(/[*+]|\{\d*,\}/g)?.length ?? 0) <= 1 && !/\{\d{4,}|,\d{4,}\}/.test(plain);
}
