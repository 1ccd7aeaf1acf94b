import type { CallToolResult, Client, RequestOptions, Tool } from "@modelcontextprotocol/client";
import type { CallTime } from "./call-time.js";
import type { ConnectedClient } from "./connect-client.js";
import { ConnectionLife } from "./connection-life.js";
import type { DirectCall } from "./direct-calls.js";
import { explainCall } from "./explain-call.js";
import { type OutputCheck, outputCheck } from "./output-check.js";

/** How one request is made. */
interface AskOptions {
  readonly safeToRepeat?: boolean;
  readonly signal?: AbortSignal | undefined;
  /** The time that a request may take without an answer, in milliseconds. @default the server's `timeoutMs` */
  readonly callTimeoutMs?: number;
  /** The limits that the SDK does not keep. */
  readonly time?: CallTime;
}

/** What Node.js takes for a timer at most, in milliseconds: no limit. */
const noLimitMs = 2 ** 31 - 1;

/** A connection as far as requests are made over it, and their failures explained. */
export abstract class ConnectionRequests extends ConnectionLife {
  /** Whether tools can be called past the SDK's client: not in the modern era, which has more to do for a call. */
  get callsDirectly(): boolean {
    return this.era === "legacy";
  }

  /**
   * Makes one request and explains its failure.
   *
   * @param subject - what is asked, for the error: `tool "add"`, `the list of tools`
   */
  async ask<T>(
    subject: string,
    make: (client: Client, options: RequestOptions) => Promise<T>,
    options: AskOptions = {},
  ): Promise<T> {
    const { signal, callTimeoutMs, time } = options;
    const connected = this.connected();
    const timeout = callTimeoutMs ?? this.definition.timeoutMs;
    const request = {
      timeout: time?.limits.callTimeoutMs === undefined ? timeout : noLimitMs,
      signal: time?.signal ?? signal,
    };
    try {
      return await make(connected.client, request);
    } catch (error) {
      throw this.#explain(error, connected, subject, options);
    }
  }

  /** Calls a tool past the SDK's client, and checks its result as that does. Fails as {@link ask} does. */
  call(tool: Tool, call: DirectCall & Pick<AskOptions, "safeToRepeat" | "signal">): Promise<CallToolResult> {
    const answer = new Promise<CallToolResult>((resolve, reject) => {
      const connected = this.connected();
      const check = outputCheck(tool);
      const fail = (error: unknown) => reject(this.#explain(error, connected, `tool "${tool.name}"`, call));
      const give =
        check === undefined ? resolve : (result: CallToolResult) => resolve(checked(result, check));
      connected.direct.request(call, give, fail);
    });
    // Not at once: what the server logged before it answered is about to be told, and belongs to the call.
    const end = () => call[Symbol.dispose]();
    answer.then(end, end);
    return answer;
  }

  #explain(
    error: unknown,
    { client, transport }: ConnectedClient,
    subject: string,
    { safeToRepeat = true, signal, callTimeoutMs, time }: AskOptions,
  ): unknown {
    if (signal?.aborted) return signal.reason;
    if (this.phase.kind === "closed") return this.notConnected();
    return explainCall({
      server: this.name,
      subject,
      error,
      timeoutMs: time?.exceeded ? time.limits[time.exceeded] : (callTimeoutMs ?? this.definition.timeoutMs),
      timeoutOption: time?.exceeded ?? (callTimeoutMs === undefined ? "timeoutMs" : "callTimeoutMs"),
      safeToRepeat,
      transport,
      lostBecause: client.transport === undefined ? this.lastError : undefined,
    });
  }
}

function checked(result: CallToolResult, check: OutputCheck): CallToolResult {
  check(result);
  return result;
}
