/** A text without what differs from run to run: process ids, ports and times. */
export function withoutNumbers(text: string): string {
  return text
    .replaceAll(/process \d+/g, "process N")
    .replaceAll(/(127\.0\.0\.1):\d+/g, "$1:N")
    .replaceAll(/\d+ ms/g, "N ms")
    .trim();
}

/** Matches the text that a document shows: `…` stands for what it leaves out. */
export function shown(text: string): RegExp {
  const parts = withoutNumbers(text)
    .split("…")
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`);
}
