/** What is reachable in this process, in bytes: the heap and the buffers outside of it, after a garbage collection. */
export function memoryInUse(): number {
  const { gc } = globalThis;
  if (gc === undefined)
    throw new TypeError("Memory is measured after a collection: run node with --expose-gc.");
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** `12.3 MB`. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
