import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import type { ServerTransport } from "../../../src/server-transport.js";

/** What a transport has told. */
export interface Observed extends AsyncDisposable {
  readonly transport: ServerTransport;
  readonly messages: JSONRPCMessage[];
  readonly errors: Error[];
  /** How often `onclose` was called. */
  closes(): number;
  /** Resolves with the next message. */
  message(): Promise<JSONRPCMessage>;
  /** Resolves with the next error. */
  error(): Promise<Error>;
  /** Resolves when `onclose` has been called. */
  closed(): Promise<void>;
}

/** Listens to a transport; disposing of it closes the transport. */
export function observe(transport: ServerTransport): Observed {
  const messages: JSONRPCMessage[] = [];
  const errors: Error[] = [];
  const waiting = {
    message: [] as ((value: JSONRPCMessage) => void)[],
    error: [] as ((value: Error) => void)[],
  };
  const closing: (() => void)[] = [];
  let closes = 0;
  transport.onmessage = (message) => {
    messages.push(message);
    waiting.message.shift()?.(message);
  };
  transport.onerror = (error) => {
    errors.push(error);
    waiting.error.shift()?.(error);
  };
  transport.onclose = () => {
    closes++;
    for (const resolve of closing.splice(0)) resolve();
  };
  return {
    transport,
    messages,
    errors,
    closes: () => closes,
    message: () => new Promise((resolve) => waiting.message.push(resolve)),
    error: () => new Promise((resolve) => waiting.error.push(resolve)),
    closed: () => (closes > 0 ? Promise.resolve() : new Promise((resolve) => closing.push(resolve))),
    [Symbol.asyncDispose]: () => transport.close(),
  };
}

/** What a promise rejects with. */
export async function failure<E = Error>(promise: Promise<unknown>): Promise<E> {
  try {
    await promise;
  } catch (error) {
    return error as E;
  }
  throw new TypeError("It was expected to fail, and did not.");
}
