import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { didYouMean } from "../problems/suggest.js";
import type { LlmOption } from "./check-model.js";

/** The model, or what is wrong with its name. */
export type LoadedModel = { readonly model: BaseChatModel } | { readonly problem: ConfigurationProblem };

/**
 * Makes the model of a `"provider:model"`. LangChain's `initChatModel` and the provider are loaded only now.
 *
 * @param path - the option that names it, for the problem
 */
export async function loadModel(llm: LlmOption, path = "llm"): Promise<LoadedModel> {
  if (typeof llm !== "string") return { model: llm };
  const loaded = await load(llm);
  return "model" in loaded ? loaded : { problem: { path, message: loaded.message } };
}

async function load(llm: string): Promise<{ readonly model: BaseChatModel } | { readonly message: string }> {
  const { initChatModel, MODEL_PROVIDER_CONFIG } = await import("langchain/chat_models/universal");
  const provider = llm.slice(0, llm.indexOf(":"));
  const providers: Readonly<Record<string, { readonly package: string }>> = MODEL_PROVIDER_CONFIG;
  const known = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
  if (known === undefined) {
    return failed(
      `"${llm}" names no provider that LangChain knows: ${didYouMean(provider, Object.keys(providers))}`,
    );
  }
  try {
    return { model: await initChatModel(llm) };
  } catch (error) {
    const { message: reason } = error as Error;
    if (reason.includes(`Unable to import ${known.package}.`) || reason.includes(`'${known.package}'`)) {
      return failed(
        `"${llm}" needs the package ${known.package}, which is not installed: npm install ${known.package}`,
      );
    }
    return failed(`"${llm}" could not be set up: ${reason}`);
  }
}

function failed(message: string): { readonly message: string } {
  return { message };
}
