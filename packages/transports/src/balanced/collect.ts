/**
 * Waits for several pieces of work, none of which rejects. Once one has ended in a way that is enough, the others have a little
 * more time.
 *
 * @param graceMs - how long to wait for the others after a result; nothing when they are to be waited for
 * @returns the results so far, in the order in which they came
 */
export async function collect<T>(
  work: readonly Promise<T>[],
  graceMs: (result: T) => number | undefined,
): Promise<T[]> {
  const results: T[] = [];
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    if (work.length === 0) resolve();
    const take = (result: T) => {
      results.push(result);
      const ms = graceMs(result);
      if (results.length === work.length || ms === 0) resolve();
      else if (ms !== undefined) timer ??= setTimeout(resolve, ms);
    };
    for (const one of work) void one.then(take);
  });
  clearTimeout(timer);
  return [...results];
}
