import {
  type Client,
  type ClientOptions,
  type Implementation,
  type InputRequiredResult,
  isInputRequiredResult,
  type LoggingLevel,
} from "@modelcontextprotocol/client";
import { TaskClient } from "../tasks/task-client.js";
import type { CallsInFlight } from "./calls-in-flight.js";

type Resolve = Client["_resolveNonCompleteResult"];

/** What the client of a connection knows besides the SDK's. */
export interface RelatedClientOptions {
  readonly calls: CallsInFlight;
  readonly logLevel: LoggingLevel | undefined;
}

/** The SDK's client, which asks what a modern server needs for a call on behalf of that call. */
export class RelatedClient extends TaskClient {
  readonly #calls: CallsInFlight;

  constructor(info: Implementation, options: ClientOptions, { calls, logLevel }: RelatedClientOptions) {
    super(info, options, logLevel);
    this.#calls = calls;
  }

  /** The SDK's extension point for answers that are not results yet: it goes through the rounds that they ask for. */
  protected override _resolveNonCompleteResult(
    decoded: Parameters<Resolve>[0],
    flow: Parameters<Resolve>[1],
  ): Promise<unknown> {
    const call = this.#calls.withSignal(flow.options?.signal);
    if (!call) return super._resolveNonCompleteResult(decoded, flow);
    call.inputRequired = toResult(decoded);
    const retry: typeof flow.retry = async (...leg) => {
      const answer = await flow.retry(...leg);
      if (isInputRequiredResult(answer)) call.inputRequired = answer;
      return answer;
    };
    return this.#calls.onBehalf(call, () => super._resolveNonCompleteResult(decoded, { ...flow, retry }));
  }
}

function toResult({ inputRequests, requestState }: Parameters<Resolve>[0]): InputRequiredResult {
  return {
    resultType: "input_required",
    inputRequests: inputRequests as InputRequiredResult["inputRequests"],
    ...(requestState !== undefined && { requestState }),
  };
}
