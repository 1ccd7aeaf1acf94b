import type { ChatCompletionRequest, FixtureResponse } from "@copilotkit/aimock";
import { answerFrom, type Script, type ScriptedAnswer, type ScriptedRequest } from "./script.js";

const model = "gpt-4o-mini";

/** A chat model with scripted answers, behind the HTTP interface of OpenAI. */
export interface ScriptedModel extends AsyncDisposable {
  /** Ends in `/v1`; to be used as `OPENAI_BASE_URL`. */
  readonly baseUrl: string;
  /** What clients sent, in order. */
  readonly requests: readonly ScriptedRequest[];
  /** What `new ChatOpenAI(…)` needs to talk to it. */
  readonly modelOptions: {
    readonly model: string;
    readonly apiKey: string;
    readonly configuration: { readonly baseURL: string };
  };
  /** Can be called again. */
  stop(): Promise<void>;
}

/**
 * Serves a chat model with scripted answers on a free port of a loopback address: chat completions, streamed or not.
 * A function of the script that throws makes a response with status 400, which clients do not repeat.
 *
 * @example
 * ```ts
 * await using scripted = await startScriptedModel([
 *   { toolCalls: [{ name: "add", arguments: { a: 1, b: 2 } }] },
 *   { content: "It is 3." },
 * ]);
 * const llm = new ChatOpenAI(scripted.modelOptions);
 * ```
 */
export async function startScriptedModel(script: Script): Promise<ScriptedModel> {
  // Loaded by those who need a model: tests of servers alone begin sooner.
  const { LLMock } = await import("@copilotkit/aimock");
  const requests: ScriptedRequest[] = [];
  const server = new LLMock({ host: "127.0.0.1", port: 0, logLevel: "silent", journalMaxEntries: 1 });
  server.on({ endpoint: "chat", predicate: () => true }, async (received) => {
    const request = requestOf(received);
    requests.push(request);
    return answerFrom(script, request).then(responseOf, refusalOf);
  });
  const baseUrl = `${await server.start()}/v1`;
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= server.stop();
    return stopped;
  };
  return {
    baseUrl,
    requests,
    modelOptions: { model, apiKey: "scripted", configuration: { baseURL: baseUrl } },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function requestOf({ model, messages, tools, ...settings }: ChatCompletionRequest): ScriptedRequest {
  return { model, messages, tools: tools ?? [], settings };
}

function responseOf({ content, toolCalls = [] }: ScriptedAnswer): FixtureResponse {
  if (toolCalls.length === 0) return { content: content ?? "" };
  const calls = toolCalls.map((call) => ({
    ...call,
    arguments: typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments),
  }));
  return content === undefined ? { toolCalls: calls } : { content, toolCalls: calls };
}

function refusalOf(error: unknown): FixtureResponse {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    status: 400,
    error: { message: `The script of the model threw: ${reason}`, type: "script_error" },
  };
}
