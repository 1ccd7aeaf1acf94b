import { BaseChatModel, type BindToolsInput } from "@langchain/core/language_models/chat_models";
import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import type { ChatResult } from "@langchain/core/outputs";

/** What a model was asked with. */
interface Asked {
  readonly tools: readonly string[];
}

/**
 * A chat model in this process, for runs by the thousand: it calls the tool that the last user's message names, as
 * `name {"argument": 1}`, and answers with what the tool said.
 */
export class CallingModel extends BaseChatModel {
  readonly asked: Asked[];
  readonly #tools: readonly string[];

  constructor(asked: Asked[] = [], tools: readonly string[] = []) {
    super({});
    this.asked = asked;
    this.#tools = tools;
  }

  override _llmType(): string {
    return "calling";
  }

  override bindTools(tools: readonly BindToolsInput[]) {
    return new CallingModel(
      this.asked,
      tools.map((tool) => ("name" in tool ? String(tool.name) : "")),
    );
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    this.asked.push({ tools: this.#tools });
    const last = messages.at(-1);
    const [name = "", args = "{}"] = (last?.text ?? "").split(/ (.*)/s);
    const message =
      last?.type === "tool"
        ? new AIMessage(last.text)
        : new AIMessage({ content: "", tool_calls: [{ id: "call", name, args: JSON.parse(args) }] });
    return { generations: [{ text: "", message }] };
  }
}
