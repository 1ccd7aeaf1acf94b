import { ChatOpenAI } from "@langchain/openai";
import { type Script, startScriptedModel } from "@mcp-team/testing";

/**
 * The model of the examples. With `OPENAI_API_KEY` or `OPENAI_BASE_URL` set it is that of the provider, or of any server
 * that is compatible: `OPENAI_MODEL` chooses which one. Otherwise it is a local server with scripted answers, and says so.
 *
 * @param script - what the model says when there is no provider
 */
export async function defaultModel(script: Script): Promise<ChatOpenAI & AsyncDisposable> {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = process.env;
  if (OPENAI_API_KEY || OPENAI_BASE_URL) {
    const model = OPENAI_MODEL || "gpt-4o-mini";
    console.log(`The model is ${model} at ${OPENAI_BASE_URL || "api.openai.com"}.`);
    // A server of one's own rarely asks for a key, but the client insists on one.
    const apiKey = OPENAI_API_KEY || "none";
    const configuration = OPENAI_BASE_URL ? { baseURL: OPENAI_BASE_URL } : {};
    return disposable(new ChatOpenAI({ model, apiKey, configuration, maxRetries: 2 }), async () => {});
  }
  console.log(
    "The model's answers are scripted (no OPENAI_API_KEY); servers, processes, sockets and tool results are real.",
  );
  const scripted = await startScriptedModel(script);
  return disposable(new ChatOpenAI(scripted.modelOptions), () => scripted.stop());
}

function disposable<T extends object>(value: T, dispose: () => Promise<void>): T & AsyncDisposable {
  return Object.assign(value, { [Symbol.asyncDispose]: dispose });
}
