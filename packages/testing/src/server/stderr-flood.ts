const line = `${"all work and no play ".repeat(3)}\n`;
const floodBytes = 1024 * 1024;

/** Writes a megabyte to stderr, and is held up until somebody has read it. */
export function floodStderr(): void {
  // Writes to a pipe are synchronous, except on Windows.
  process.stderr.write(line.repeat(Math.ceil(floodBytes / line.length)));
}
