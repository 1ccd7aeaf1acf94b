import { ConfigurationError } from "@mcp-team/transports";

/** @throws {@link ConfigurationError} that names the option and shows its value, unless the condition holds */
export function checkNumber(option: string, value: number, holds: boolean, wanted: string): void {
  if (holds) return;
  throw new ConfigurationError([{ path: option, message: `${value} is not ${wanted}` }]);
}
