/** What stands in the place of a secret. */
export const SECRET_MASK = "***";

const shortest = 4;

/**
 * Replaces every occurrence of known secret values in a text.
 *
 * Values under four characters are left alone: they occur by chance everywhere (`1`, `on`, `yes`).
 */
export function maskSecrets(text: string, secrets: Iterable<string>): string {
  const values = [...new Set(secrets)].filter((value) => value.length >= shortest);
  // The longest first, so that a secret that contains another does not leave its rest behind.
  values.sort((a, b) => b.length - a.length);
  return values.reduce((masked, value) => masked.replaceAll(value, SECRET_MASK), text);
}
