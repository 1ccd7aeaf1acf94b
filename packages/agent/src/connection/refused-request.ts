import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/client";

/** Source: MCP specification 2025-11-25, Sampling, Error Handling: "User rejected sampling request: `-1`". */
export const refusedByUser = -1;

/**
 * A server asked for something and does not get it. In the legacy era it gets this as the answer; in the modern era, where
 * it asks with the result of a call, there is no such answer and the call has failed.
 */
export class RefusedRequest extends ProtocolError {
  constructor(message: string, code: number = ProtocolErrorCode.InvalidParams) {
    super(code, message);
  }
}

/** Whether a call failed because of what its server asked for in the middle of it. */
export function isRefusedRequest(error: unknown): error is ProtocolError {
  if (error instanceof RefusedRequest) return true;
  // The SDK checks what is asked before it reaches a handler.
  return (
    error instanceof ProtocolError &&
    /^(MCP error -\d+: )?Invalid (sampling|elicitation) re/.test(error.message)
  );
}
