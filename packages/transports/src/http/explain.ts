import {
  InsufficientScopeError,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  UnauthorizedError,
} from "@modelcontextprotocol/client";
import { ConnectionError, McpTeamError } from "../errors/index.js";
import type { Answer } from "./answer.js";
import { hostAndPort } from "./display-url.js";
import { errorChain } from "./error-chain.js";
import { explainAnswer } from "./explain-answer.js";
import { late, notConnected } from "./failures.js";
import { isLostAnswer, lostAnswerHint } from "./lost-answer.js";
import { networkFailure } from "./network-failure.js";
import type { RemoteServer } from "./remote-server.js";
import { safeCause } from "./safe-cause.js";

/** What is known when something failed. */
export interface FailureFacts {
  readonly phase: "connect" | "call";
  /** The last answer with a status, where HTTP got that far. */
  readonly lastAnswer: (status: number) => Answer | undefined;
  /** Why the connection had been lost before. */
  readonly lost?: McpTeamError | undefined;
}

/** Turns whatever a remote transport, or the SDK above it, failed with into an error of this project. */
export function explainRemote(server: RemoteServer, cause: unknown, facts: FailureFacts): McpTeamError {
  const own = errorChain(cause).find((error) => McpTeamError.isInstance(error));
  if (McpTeamError.isInstance(own)) return own;
  return (
    explainAnswered(server, cause, facts) ??
    explainSdk(server, cause, facts) ??
    explainOther(server, cause, facts)
  );
}

/** The server answered over HTTP, but not with MCP. */
function explainAnswered(
  server: RemoteServer,
  cause: unknown,
  facts: FailureFacts,
): McpTeamError | undefined {
  const status = statusOf(cause, facts.phase);
  if (status === undefined) return undefined;
  const answer = facts.lastAnswer(status) ?? { ...unseen, status };
  return explainAnswer(server, answer, { cause, connected: facts.phase === "call" });
}

const unseen = {
  method: "POST",
  statusText: "",
  contentType: undefined,
  challenge: undefined,
  location: undefined,
  body: "",
};

function statusOf(cause: unknown, phase: FailureFacts["phase"]): number | undefined {
  for (const error of errorChain(cause)) {
    if (error instanceof SdkHttpError) return error.status;
    if (error instanceof UnauthorizedError) return 401;
    if (error instanceof InsufficientScopeError) return 403;
    if (error instanceof SdkError && error.code === SdkErrorCode.ClientHttpUnexpectedContent) return 200;
    // What should have been JSON-RPC could not be parsed: by JSON.parse, or by the SDK's schema.
    if (phase === "connect" && /^(SyntaxError|\$?ZodError)$/.test(error.name)) return 200;
  }
  return undefined;
}

function explainSdk(server: RemoteServer, cause: unknown, facts: FailureFacts): McpTeamError | undefined {
  const { label, name, secrets } = server;
  const options = { server: name, cause: safeCause(cause, secrets) };
  if (cause instanceof ProtocolError && isLostAnswer(cause)) {
    return new ConnectionError(secrets.mask(cause.message), {
      ...options,
      hint: lostAnswerHint,
      effect: "unknown",
    });
  }
  if (cause instanceof ProtocolError) {
    const refused = facts.phase === "connect" ? "refused the MCP handshake" : "answered with an error";
    return new ConnectionError(`${label} ${refused}: ${secrets.mask(cause.message)} (code ${cause.code}).`, {
      ...options,
      hint: "Look at the log of the server for the reason.",
    });
  }
  if (!(cause instanceof SdkError)) return undefined;
  const timeoutMs = (cause.data as { timeout?: unknown } | undefined)?.timeout;
  if (cause.code === SdkErrorCode.RequestTimeout && typeof timeoutMs === "number") {
    return late(server, facts.phase === "connect" ? "complete the MCP handshake" : "answer", timeoutMs, {
      cause: options.cause,
    });
  }
  if (cause.code === SdkErrorCode.ConnectionClosed || cause.code === SdkErrorCode.NotConnected) {
    return facts.lost ?? notConnected(server);
  }
  return undefined;
}

function explainOther(server: RemoteServer, cause: unknown, facts: FailureFacts): McpTeamError {
  const { label, name, secrets, url, timeoutMs } = server;
  const safe = safeCause(cause, secrets);
  const failure = networkFailure(cause);
  if (failure?.timedOut)
    return late(server, `accept a connection on ${hostAndPort(url)}`, timeoutMs, {
      cause: safe,
      effect: "none",
    });
  if (failure) {
    const { happened, hint } = failure;
    const tried = facts.phase === "connect" ? "could not be reached" : "was lost";
    const message = `${label} ${tried}: ${hostAndPort(url)} ${happened}. ${hint}`;
    return new ConnectionError(message, {
      server: name,
      hint,
      cause: safe,
      effect: failure.sent ? "unknown" : "none",
    });
  }
  const reason = errorChain(cause).at(-1)?.message ?? String(cause);
  const tried = facts.phase === "connect" ? "could not be connected to" : "failed";
  const options = { server: name, cause: safe, effect: "unknown" } as const;
  return new ConnectionError(`${label} ${tried}: ${secrets.mask(reason)}.`, options);
}
