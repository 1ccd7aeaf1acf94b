import { AuthenticationError, ConnectionError, type McpTeamError, TimeoutError } from "../errors/index.js";
import type { ServerTransport } from "../server-transport.js";

/** Why one replica is not there. */
export interface ReplicaFailure {
  /** What the replica is called. */
  readonly label: string;
  readonly cause: McpTeamError;
}

/** No replica could be connected to. One that stands for all is given as it is. */
export function noneConnected(server: string | undefined, failures: readonly ReplicaFailure[]): McpTeamError {
  const [first] = failures;
  const texts = new Set(failures.map(({ cause }) => cause.message));
  if (first && texts.size === 1) return first.cause;
  const message = `None of the ${failures.length} replicas of ${subject(server)} could be connected to.${list(failures)}`;
  const options = { server, cause: allOf(failures), hint: first?.cause.hint };
  const refused = failures.every(({ cause }) => AuthenticationError.isInstance(cause));
  return refused ? new AuthenticationError(message, options) : new ConnectionError(message, options);
}

/** No replica is there for a call, nor on its way back. */
export function noneReady(server: string | undefined, failures: readonly ReplicaFailure[]): McpTeamError {
  return new ConnectionError(
    `No replica of ${subject(server)} could be reached again, so nothing was sent.${list(failures)}`,
    { server, cause: allOf(failures), effect: "none", hint: "The next call makes one more attempt." },
  );
}

export function closedWhileWaiting(server: string | undefined): McpTeamError {
  return new ConnectionError(`The connection to ${subject(server)} was closed, so nothing was sent.`, {
    server,
    effect: "none",
  });
}

/** The replicas do not offer the same. */
export function different(server: string | undefined, leftOut: ReadonlyMap<string, string>): McpTeamError {
  const reasons = [...leftOut.values()].map((reason) => `\n  - ${reason}`).join("");
  return new ConnectionError(
    `The replicas of ${subject(server)} differ, so only what all of them have is offered.${reasons}`,
    { server, hint: "Run the same version of the server in every replica." },
  );
}

/** A replica gives a list that has no end. */
export function endless(
  { server, label }: { readonly server: string | undefined; readonly label: string },
  noun: string,
  why: string,
): McpTeamError {
  return new ConnectionError(
    `${sentence(subject(server))} does not end the list of ${noun}s (${label}): ${why}. None of it was taken.`,
    { server, hint: "The server has to be mended: the last page of a list names no next one." },
  );
}

/** A replica took too long to open. A local one has a standard error to quote. */
export function tooSlow(
  transport: ServerTransport,
  label: string,
  { name, timeoutMs }: { readonly name?: string; readonly timeoutMs: number },
): McpTeamError {
  if (transport.kind === "stdio") return transport.explain(undefined, "connect");
  const message = `${label} of ${subject(name)} did not complete the MCP handshake within ${timeoutMs} ms.`;
  return new TimeoutError(message, { server: name, timeoutMs, effect: "none" });
}

function subject(server: string | undefined): string {
  return server === undefined ? "the server" : `server "${server}"`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Those that fail alike are named together. */
function list(failures: readonly ReplicaFailure[]): string {
  const labels = new Map<string, string[]>();
  for (const { label, cause } of failures)
    labels.set(cause.message, [...(labels.get(cause.message) ?? []), label]);
  return [...labels].map(([message, those]) => `\n  - ${those.join(", ")}: ${message}`).join("");
}

function allOf(failures: readonly ReplicaFailure[]): Error {
  return failures.length === 1 && failures[0]
    ? failures[0].cause
    : new AggregateError(failures.map(({ cause }) => cause));
}
