import { ConnectionError } from "@mcp-team/transports/settings";

/** Several servers did not connect. */
export class ServersFailedError extends ConnectionError {
  /** The reason of each, in the order of the servers. */
  readonly errors: readonly Error[];

  /** @param total - how many servers there are in all */
  constructor(errors: readonly Error[], total: number) {
    const reasons = errors.map(({ message }) => `- ${message.replaceAll("\n", "\n  ")}`);
    super(`${errors.length} of ${total} servers did not connect:\n${reasons.join("\n")}`, {
      cause: errors[0],
      hint: "Mend them, or go on without them with skipFailedServers().",
    });
    this.errors = errors;
  }
}
