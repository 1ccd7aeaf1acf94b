import {
  ConnectionError,
  isLostAnswer,
  isUnusableAnswer,
  McpTeamError,
  OutcomeUnknownError,
  type ServerTransport,
  TimeoutError,
} from "@mcp-team/transports";
import { ProtocolError, SdkError, SdkErrorCode } from "@modelcontextprotocol/client";

/** What is known of a request that failed. */
export interface FailedRequest {
  readonly server: string;
  /** What was asked, for the message: `tool "add"`, `the list of tools`. */
  readonly subject: string;
  readonly error: unknown;
  /** The limit that counted, and the option that set it. */
  readonly timeoutMs: number | undefined;
  readonly timeoutOption: string;
  /** Whether asking again can do no harm. */
  readonly safeToRepeat: boolean;
  readonly transport: ServerTransport | undefined;
  /** What the transport reported of itself when it was lost. */
  readonly lostBecause: Error | undefined;
}

/** Turns what the SDK's client rejects with into an error that says what happened and whether it may have had an effect. */
export function explainCall(request: FailedRequest): Error {
  const { server, subject, error, transport, lostBecause } = request;
  if (error instanceof ProtocolError) {
    if (isUnusableAnswer(error)) return unusable(request, error);
    return isLostAnswer(error) ? lost(request, error) : error;
  }
  if (McpTeamError.isInstance(error)) return hasUnknownEffect(error) ? lost(request, error) : error;
  if (error instanceof SdkError) {
    switch (error.code) {
      case SdkErrorCode.RequestTimeout:
        return tooLate(request, error);
      case SdkErrorCode.ConnectionClosed:
        return lost(request, lostBecause ?? transport?.explain(error, "call") ?? error);
      case SdkErrorCode.NotConnected:
        return new ConnectionError(`Server "${server}" is not connected, so ${subject} was not asked.`, {
          server,
          cause: lostBecause ?? error,
          hint: "The request had no effect.",
        });
      case SdkErrorCode.CapabilityNotSupported:
        return new ConnectionError(
          `Server "${server}" asked in the middle of ${subject} for something that the team does not offer, so ${effect(request)}.`,
          {
            server,
            cause: error,
            hint: `withSampling, withElicitation and withRoots say what servers may ask for. ${error.message}`,
          },
        );
      case SdkErrorCode.InputRequiredRoundsExceeded:
        return new ConnectionError(
          `Server "${server}" asked for more and more in the middle of ${subject}, and was not asked again.`,
          { server, cause: error, effect: "unknown", hint: error.message },
        );
      case SdkErrorCode.InvalidResult:
        return unusable(request, error);
    }
  }
  const explained =
    transport?.explain(error, "call") ?? new ConnectionError(String(error), { server, cause: error });
  return hasUnknownEffect(explained) ? lost(request, explained) : explained;
}

function unusable({ server, subject }: FailedRequest, error: Error): ConnectionError {
  return new ConnectionError(
    `Server "${server}" answered ${subject} with something that MCP does not allow.`,
    { server, cause: error, hint: `The server has to be mended: ${error.message}` },
  );
}

function tooLate(request: FailedRequest, error: SdkError): TimeoutError {
  const { server, subject, timeoutMs: limitMs = 0, timeoutOption: option } = request;
  return new TimeoutError(
    `Server "${server}" did not answer ${subject} within ${limitMs} ms (${option}). It was told to stop, but ${effect(request)}.`,
    {
      server,
      timeoutMs: limitMs,
      cause: error,
      effect: "unknown",
      hint: `Raise \`${option}\`, or ask for less at once.`,
    },
  );
}

/** Whether the server was lost in the middle of it, and nothing has said so yet. */
function hasUnknownEffect(error: McpTeamError): boolean {
  return ConnectionError.isInstance(error) && error.effect === "unknown";
}

function lost(request: FailedRequest, cause: Error): Error {
  const { server, subject, safeToRepeat } = request;
  const message = `Server "${server}" was lost while it worked on ${subject}, so ${effect(request)}. ${cause.message}`;
  if (safeToRepeat) {
    return new ConnectionError(message, {
      server,
      cause,
      effect: "unknown",
      hint: "It can be asked again without harm.",
    });
  }
  return new OutcomeUnknownError(message, {
    server,
    cause,
    hint: "Find out whether it had its effect before you ask again.",
  });
}

function effect({ safeToRepeat }: FailedRequest): string {
  return safeToRepeat ? "there is no answer" : "it is not known whether it had an effect";
}
