import { ConfigurationError } from "@mcp-team/transports/settings";

/** A method of a builder was called when it cannot do anything. Thrown at once: no later call would make it right. */
export function misuse(method: string, message: string, hint: string): ConfigurationError {
  return new ConfigurationError([{ path: method, message: `${message} ${hint}` }], { hint });
}
