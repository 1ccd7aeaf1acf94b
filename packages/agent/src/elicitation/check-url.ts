const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * What is wrong with a URL that a person is to open, if anything.
 *
 * Source: MCP specification 2025-11-25, elicitation, safe URL handling.
 */
export function problemWithUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return `"${text}" is not a URL.`;
  if (url.username || url.password) return "A URL for a person must not contain a user name or a password.";
  if (url.protocol === "https:" || (url.protocol === "http:" && loopback.has(url.hostname))) return undefined;
  return `A URL for a person must begin with "https://" ("http://" on this machine), not "${url.protocol}".`;
}
