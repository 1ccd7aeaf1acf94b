import { ForwardingTransport, keepShape, type ServerTransport, ShortLivedMap } from "@mcp-team/transports";
import {
  type CallToolResult,
  type JSONRPCMessage,
  type Progress,
  ProtocolError,
  type RequestId,
  type Result,
  SdkError,
  SdkErrorCode,
  specTypeSchemas,
} from "@modelcontextprotocol/client";
import type { CallInFlight, CallsInFlight } from "./calls-in-flight.js";
import { readableReason } from "./readable-reason.js";
import { isTextResult } from "./text-result.js";

/** The SDK's client counts its requests from 0: it would have to make a thousand million of them to meet these. */
const firstId = 1_000_000_000;

/** A call of a tool that a server is to be asked to make, to be disposed of when it has ended. */
export interface DirectCall extends CallInFlight, Disposable {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Called with the progress that the server tells. */
  onProgress(progress: Progress): void;
}

/** A call that has no answer yet. */
class Waiting {
  static {
    const nothing = () => {};
    keepShape(new Waiting(0, { onProgress: nothing }, nothing, nothing));
  }

  constructor(
    readonly id: RequestId,
    readonly call: Pick<DirectCall, "onProgress">,
    readonly resolve: (result: CallToolResult) => void,
    readonly reject: (error: unknown) => void,
  ) {}
}

/**
 * Calls tools of servers of the legacy era past the SDK's client, which parses each message several times with schemas that
 * copy it. What that checks is checked here, once; all else goes through to the client. The client's timers are not needed,
 * either: a call has its own.
 *
 * Source: MCP specification 2025-11-25, tools, progress, cancellation
 */
export class DirectCalls extends ForwardingTransport {
  readonly #calls: CallsInFlight;
  readonly #check: (result: Result) => CallToolResult;
  readonly #waiting = new ShortLivedMap<RequestId, Waiting>();
  #lastId = firstId;

  /**
   * @param inner - not yet started
   * @param calls - told which request carries which call
   * @param check - gives what the SDK makes of a result that is not a plain text; throws when it is none
   */
  constructor(inner: ServerTransport, calls: CallsInFlight, check: (result: Result) => CallToolResult) {
    super(inner);
    this.#calls = calls;
    this.#check = check;
    inner.onmessage = (message, extra) => {
      if (!this.#take(message)) this.onmessage?.(message, extra);
    };
    inner.onclose = () => {
      this.onclose?.();
      const error = new SdkError(SdkErrorCode.ConnectionClosed, "Connection closed");
      for (const { id } of this.#waiting.values()) this.#waiting.take(id)?.reject(error);
    };
  }

  /**
   * Has a tool called. No promise: each would have the result wait for another turn of the microtasks.
   *
   * @param resolve - called with the tool's result
   * @param reject - called as the SDK's client rejects: with a `ProtocolError` when the server refuses the call, with an `SdkError` when
   * the time is up, the connection ends, or the answer is no result of a tool
   */
  request(
    call: DirectCall,
    resolve: (result: CallToolResult) => void,
    reject: (error: unknown) => void,
  ): void {
    const { tool, args, time } = call;
    if (time.isOver) {
      reject(toSdkError(time.signal.reason));
      return;
    }
    this.#lastId += 1;
    const id = this.#lastId;
    const waiting = new Waiting(id, call, resolve, reject);
    this.#waiting.set(id, waiting);
    const params = { name: tool, arguments: args, _meta: { progressToken: id } };
    this.inner
      .send({ jsonrpc: "2.0", id, method: "tools/call", params })
      .catch((error: unknown) => this.#waiting.take(id)?.reject(error));
    // The rest while the server works on it already.
    if (this.#waiting.get(id) !== waiting) return;
    this.#calls.begin(call);
    this.#calls.carry(id, call);
    time.start((reason) => this.#cancel(id, reason));
  }

  /** The server is told, and what it may still answer is of no interest. */
  #cancel(id: RequestId, reason: unknown): void {
    const waiting = this.#waiting.take(id);
    if (!waiting) return;
    const params = { requestId: id, reason: String(readableReason(reason)) };
    this.inner
      .send({ jsonrpc: "2.0", method: "notifications/cancelled", params })
      .catch((error: Error) => this.onerror?.(error));
    waiting.reject(toSdkError(reason));
  }

  /** @returns whether a message is about one of these calls, so that the client has no use for it */
  #take(message: JSONRPCMessage): boolean {
    if (this.#waiting.size === 0) return false;
    if ("method" in message) return message.method === "notifications/progress" && this.#progress(message);
    if (message.id === undefined || !isWholeAnswer(message)) return false;
    const waiting = this.#waiting.take(message.id);
    if (waiting === undefined) return false;
    if ("result" in message) this.#answer(waiting, message.result);
    else {
      const { code, message: text, data } = message.error;
      waiting.reject(ProtocolError.fromError(code, text, data));
    }
    return true;
  }

  #answer({ resolve, reject }: Waiting, result: Result): void {
    try {
      resolve(isTextResult(result) ? result : this.#check(result));
    } catch (error) {
      reject(error);
    }
  }

  /** What is no notification of progress is the client's to report. */
  #progress(message: JSONRPCMessage): boolean {
    const read = specTypeSchemas.ProgressNotification["~standard"].validate(message);
    if (read instanceof Promise || read.issues) return false;
    const { progressToken, ...progress } = read.value.params;
    const waiting = this.#waiting.get(progressToken);
    waiting?.call.onProgress(progress);
    return waiting !== undefined;
  }
}

/** The SDK's client takes no answer that has anything else in it. Transports check the rest. */
function isWholeAnswer(message: JSONRPCMessage): boolean {
  if ("error" in message && !Number.isSafeInteger(message.error.code)) return false;
  return Object.keys(message).length === 3;
}

function toSdkError(reason: unknown): SdkError {
  return reason instanceof SdkError
    ? reason
    : new SdkError(SdkErrorCode.RequestTimeout, String(readableReason(reason)));
}
