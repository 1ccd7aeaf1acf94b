const longest = 80;

/** Shows a value in a message: on one line, and not longer than a line. Never for values that may be secret. */
export function showValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  return kindOfValue(value);
}

/** Says what kind of thing a value is without showing it: for values that may be secret. */
export function kindOfValue(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "text";
  return /^[aeiou]/.test(typeof value) ? `an ${typeof value}` : `a ${typeof value}`;
}

/** Shows a value that may be secret only where it is text. */
export function showUnlessText(value: unknown): string {
  return typeof value === "string" ? kindOfValue(value) : showValue(value);
}

/** Whether a value can be shown beside another one in a message. */
export function isShort(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number";
}

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
