import { getDefaultEnvironment } from "@modelcontextprotocol/client/stdio";

/**
 * The environment of a server process: the SDK's safe set, then unbuffered output for Python, then what the caller gave.
 * Nothing else is inherited, so that the secrets of this process do not reach every server.
 */
export function serverEnvironment(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { ...getDefaultEnvironment(), PYTHONUNBUFFERED: "1", ...env };
}
