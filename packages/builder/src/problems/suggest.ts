/**
 * Finds what somebody meant by a word that is not known.
 *
 * @returns the nearest candidate, or `undefined` when none is near
 */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(word);
  if (wanted === "") return undefined;
  const ranked = candidates
    .map((candidate) => ({ candidate, distance: difference(wanted, plain(candidate)) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(wanted.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return ranked[0]?.candidate;
}

/** The sentence that offers the nearest candidate, or lists them all when none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const nearest = suggest(word, candidates);
  return nearest === undefined
    ? `known are ${candidates.map((candidate) => `\`${candidate}\``).join(", ")}`
    : `did you mean \`${nearest}\`?`;
}

/** Spelling that carries no meaning is dropped: `sse_read_timeout` is `sseReadTimeout`. */
function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function difference(a: string, b: string): number {
  // `timeout` is the start of `timeoutMs`: a missing unit is no spelling mistake.
  if (a === b) return 0;
  if (b.startsWith(a) && a.length >= 4) return 0.5;
  return editDistance(a, b);
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
