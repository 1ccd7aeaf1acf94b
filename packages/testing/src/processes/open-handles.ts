/**
 * What keeps this process alive, counted by kind, such as `{ Timeout: 2, TCPSocketWrap: 1 }`.
 * The streams of the terminal or the test runner (`TTYWrap`, `PipeWrap` of stdio) count as well: compare before and after.
 */
export function openHandles(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
