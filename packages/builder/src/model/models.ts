import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import type { ConfigurationProblem } from "@mcp-team/transports";
import type { SingleSettings } from "../settings/single-settings.js";
import type { LlmOption } from "./check-model.js";
import { type LoadedModel, loadModel } from "./load-model.js";

/** The models of a team, each made once, when it is first needed. */
export class Models {
  readonly #loading = new Map<LlmOption, Promise<LoadedModel>>();

  /** @param path - the option that names the model, for the problem */
  async load(llm: LlmOption, path: string): Promise<LoadedModel> {
    const loading = this.#loading.get(llm) ?? loadModel(llm, path);
    this.#loading.set(llm, loading);
    const loaded = await loading;
    // What is missing may be there the next time.
    if ("problem" in loaded) this.#loading.delete(llm);
    return loaded;
  }

  /** Makes all models that the settings name, and gives the one that the team thinks with. */
  async loadNamed({ llm, sampling }: Readonly<Partial<SingleSettings>>): Promise<{
    readonly model: BaseChatModel | undefined;
    readonly problems: readonly ConfigurationProblem[];
  }> {
    const other = typeof sampling?.model === "function" ? undefined : sampling?.model;
    const [own, sampled] = await Promise.all([
      llm && this.load(llm, "llm"),
      other && this.load(other, "sampling.model"),
    ]);
    const problems = [own, sampled].flatMap((each) => (each && "problem" in each ? [each.problem] : []));
    return { model: own && "model" in own ? own.model : undefined, problems };
  }
}
