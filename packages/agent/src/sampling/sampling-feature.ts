import { AsyncLocalStorage } from "node:async_hooks";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { AIMessage } from "@langchain/core/messages";
import type { RunnableConfig } from "@langchain/core/runnables";
import { type Client, ProtocolErrorCode } from "@modelcontextprotocol/client";
import { context } from "@opentelemetry/api";
import type { Logger } from "pino";
import { type CallInFlight, threadOf } from "../connection/calls-in-flight.js";
import type { AskingServer, ClientFeature } from "../connection/client-feature.js";
import { deadlineAfter } from "../connection/deadline.js";
import { RefusedRequest, refusedByUser } from "../connection/refused-request.js";
import { settledOrAborted } from "../connection/settled-or-aborted.js";
import { traceModelCall } from "../tracing/trace-model-call.js";
import { adjustedModel } from "./adjusted-model.js";
import { problemWithRequest } from "./check-request.js";
import { readDecision } from "./read-decision.js";
import { RequestBudget } from "./request-budget.js";
import {
  type SamplingOptions,
  type SamplingParams,
  type SamplingRequest,
  samplingDefaults,
} from "./sampling-options.js";
import { samplingTools } from "./sampling-tools.js";
import { toMessages } from "./to-messages.js";
import { type SamplingResult, toResult } from "./to-result.js";

/** The line may have been opened in the middle of a run: neither its callbacks nor its trace are those of other calls. */
const onNobodysBehalf = AsyncLocalStorage.snapshot();

/** What a {@link SamplingFeature} is made of. */
export interface SamplingFeatureOptions extends Omit<SamplingOptions, "model"> {
  /** Finds the model that answers. Nothing, when there is none yet. */
  readonly model: (request: SamplingRequest) => Promise<BaseChatModel | undefined>;
  readonly logger?: Logger;
}

/**
 * Lets servers ask a model in the middle of their calls. A request that cannot be answered is refused to its server alone:
 * the run goes on.
 *
 * Source: MCP specification 2025-11-25, Sampling; 2026-07-28, multi round-trip requests.
 */
export class SamplingFeature implements ClientFeature {
  readonly capabilities = { sampling: { tools: {} } } as const;
  readonly #options: SamplingFeatureOptions;
  readonly #maxTokens: number;
  readonly #maxRequests: number;
  readonly #answerTimeoutMs: number;
  readonly #budget: RequestBudget<CallInFlight>;

  constructor(options: SamplingFeatureOptions) {
    this.#options = options;
    this.#maxTokens = options.maxTokens ?? samplingDefaults.maxTokens;
    this.#maxRequests = options.maxRequestsPerCall ?? samplingDefaults.maxRequestsPerCall;
    this.#answerTimeoutMs = options.answerTimeoutMs ?? samplingDefaults.answerTimeoutMs;
    this.#budget = new RequestBudget(this.#maxRequests);
  }

  attach(client: Client, server: AskingServer): void {
    client.setRequestHandler("sampling/createMessage", async ({ params }, { mcpReq }) => {
      try {
        return await this.#answer(params, server, mcpReq.signal);
      } catch (error) {
        const { message: reason } = error as Error;
        this.#options.logger?.warn({ server: server.name, reason }, "a sampling request was refused");
        throw error;
      }
    });
  }

  async #answer(params: SamplingParams, server: AskingServer, given: AbortSignal): Promise<SamplingResult> {
    const calls = this.#callsFor(server);
    // Of several nothing tells which it is: then what one of them says is told to nobody on behalf of another.
    const { call } = calls;
    // The server has to wait for the answer, so the time of its call does not run.
    using _ = holdAll(calls.all);
    using deadline = deadlineAfter(this.#answerTimeoutMs);
    const signal = AbortSignal.any([given, deadline.signal, ...(call ? [call.time.signal] : [])]);
    const request = await this.#approved({ server: server.name, tool: call?.tool, params, signal });
    const model = await this.#modelFor(request);
    const { tools, toModel, toServer } = samplingTools(server.name, request.params.tools);
    const ready = prepare(model, request.params, tools);
    const messages = toMessages(request.params, toModel);
    const asked = { model, messages, conversation: call && threadOf(call) };
    const answer = await onBehalfOf(call, () =>
      this.#tried("to answer", signal, () =>
        traceModelCall(
          asked,
          () => ready.invoke(messages, configOf(request, call)),
          (given) => given,
        ),
      ),
    );
    return toResult(answer, { model: nameOf(model), withTools: tools.length > 0, nameOf: toServer });
  }

  /** The calls in one of which a server asks. One that works on nothing has nothing to ask for. */
  #callsFor({ name, calls }: AskingServer): CallsOfRequest {
    const owner = calls.owner();
    if (owner.kind === "none") {
      throw new RefusedRequest(
        `Server "${name}" works on no call, and may use the model only in the middle of one.`,
        ProtocolErrorCode.InvalidRequest,
      );
    }
    const all = owner.kind === "call" ? [owner.call] : owner.calls;
    if (this.#budget.take(all)) return { all, call: owner.kind === "call" ? owner.call : undefined };
    throw new RefusedRequest(
      `A call may use the model ${this.#maxRequests} times, and this one has.`,
      ProtocolErrorCode.InvalidRequest,
    );
  }

  async #approved(request: SamplingRequest): Promise<SamplingRequest> {
    this.#check(request.params);
    const { approve } = this.#options;
    if (approve === undefined) return request;
    const decision = await this.#tried("to approve", request.signal, async () =>
      readDecision(await approve(request)),
    );
    if (decision === true) return request;
    if (decision === false || "refuse" in decision) {
      const reason = decision === false ? "" : ` ${decision.refuse}`;
      throw new RefusedRequest(`The request to use the model was refused.${reason}`, refusedByUser);
    }
    this.#check(decision.params);
    return { ...request, params: decision.params };
  }

  #check(params: SamplingParams): void {
    const problem = problemWithRequest(params, this.#maxTokens);
    if (problem !== undefined) throw new RefusedRequest(problem);
  }

  async #modelFor(request: SamplingRequest): Promise<BaseChatModel> {
    const model = await this.#tried("to choose a model for", request.signal, async () => {
      const chosen = await this.#options.model(request);
      if (chosen === undefined || typeof chosen?.invoke === "function") return chosen;
      throw new TypeError("`model` of the sampling gave no chat model.");
    });
    if (model) return model;
    throw new RefusedRequest("There is no model to ask yet.", ProtocolErrorCode.InternalError);
  }

  /** What is said of a failure on this side is for the log: it may hold what no server is to know. */
  async #tried<T>(what: string, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    try {
      return await settledOrAborted(act(), signal);
    } catch (error) {
      this.#options.logger?.error({ err: error }, `failed ${what} a sampling request`);
      const late = signal.aborted ? " in time" : "";
      throw new RefusedRequest(
        `The client failed ${what} the request${late}.`,
        ProtocolErrorCode.InternalError,
      );
    }
  }
}

/** The calls that a server may be asking for. */
interface CallsOfRequest {
  readonly all: readonly CallInFlight[];
  /** The one that it is, where that is known. */
  readonly call: CallInFlight | undefined;
}

/** Holds the time of calls until the returned object is disposed. */
function holdAll(calls: readonly CallInFlight[]): Disposable {
  const holds = calls.map(({ time }) => time.hold());
  return {
    [Symbol.dispose]() {
      for (const hold of holds) hold[Symbol.dispose]();
    },
  };
}

/** What is done for a call is below it in its trace, whoever opened the line; what is done for nobody known is below nothing. */
function onBehalfOf<T>(call: CallInFlight | undefined, act: () => T): T {
  return call ? context.with(call.traced ?? context.active(), act) : onNobodysBehalf(act);
}

interface Answering {
  invoke(messages: ReturnType<typeof toMessages>, config: RunnableConfig): Promise<AIMessage>;
}

/** `stop` and the tools are options of every model's calls; the other settings are the model's own. */
function prepare(
  model: BaseChatModel,
  { maxTokens, temperature, stopSequences, toolChoice }: SamplingParams,
  tools: ReturnType<typeof samplingTools>["tools"],
): Answering {
  const choice = toolChoice?.mode === "required" ? "any" : toolChoice?.mode;
  const withTools = tools.length > 0 ? bindTools(model, tools, choice) : model;
  const adjusted = adjustedModel(withTools, { maxTokens, temperature }) as Answering;
  if (!stopSequences?.length) return adjusted;
  return {
    invoke: (messages, config) =>
      adjusted.invoke(messages, { ...config, stop: stopSequences } as RunnableConfig),
  };
}

function bindTools(
  model: BaseChatModel,
  tools: ReturnType<typeof samplingTools>["tools"],
  choice?: string,
): object {
  if (!model.bindTools) throw new RefusedRequest("The model cannot use tools: ask without them.");
  return model.bindTools([...tools], choice === undefined ? undefined : ({ tool_choice: choice } as object));
}

/** Traced below the call that it belongs to, and kept out of the stream of the agent's own tokens. */
function configOf({ server, tool, signal }: SamplingRequest, call: CallInFlight | undefined): RunnableConfig {
  const { callbacks } = call?.config ?? {};
  return {
    ...(callbacks && { callbacks }),
    runName: "mcp_sampling",
    tags: ["nostream"],
    metadata: { mcp_server: server, ...(tool && { mcp_tool: tool }) },
    signal,
  };
}

function nameOf(model: BaseChatModel): string {
  const { model: name, modelName } = model as { model?: unknown; modelName?: unknown };
  return [name, modelName].find((each) => typeof each === "string") ?? model._llmType();
}
