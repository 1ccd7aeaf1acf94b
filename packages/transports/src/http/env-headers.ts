/**
 * Turns environment variables into headers, for servers that are reached over SSE.
 *
 * `AUTH_TOKEN` becomes `Authorization`; in other names `_` becomes `-`. Values are sent as they are.
 * Source: azcore, `with_mcp_server_sse(env=…)`.
 */
export function envHeaders(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [envHeaderName(name), value]));
}

/** The header that a variable is sent as. */
export function envHeaderName(variable: string): string {
  return variable === "AUTH_TOKEN" ? "Authorization" : variable.replaceAll("_", "-");
}
