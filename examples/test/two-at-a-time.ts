const lanes: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
let next = 0;

/** Runs work in one of two lanes: more programs at once would only wait for each other, and run into time-outs. */
export function twoAtATime<T>(work: () => Promise<T>): Promise<T> {
  const lane = next++ % lanes.length;
  const result = (lanes[lane] as Promise<unknown>).then(work);
  lanes[lane] = result.catch(() => {});
  return result;
}
