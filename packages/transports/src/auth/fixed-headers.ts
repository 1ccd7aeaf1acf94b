import type { Credentials, Issued } from "./credentials.js";

/** Headers that stay as they are. */
export function fixedHeaders(headers: Readonly<Record<string, string>>): Credentials {
  const issued: Issued = { headers, generation: 0, fixed: true };
  return { issue: () => issued, renew: async () => undefined };
}
