import { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import type { ChatResult } from "@langchain/core/outputs";

/** A chat model in this process that asks for one tool a number of times, one call after the other, and then answers. */
export class ScriptedChat extends BaseChatModel {
  constructor(
    private readonly calls: number,
    private readonly tool: { readonly name: string; readonly args: Readonly<Record<string, unknown>> },
  ) {
    super({});
  }

  override _llmType(): string {
    return "scripted";
  }

  override bindTools(): this {
    return this;
  }

  override async _generate(messages: BaseMessage[]): Promise<ChatResult> {
    const made = messages.filter((message) => message.type === "tool").length;
    const toolCalls =
      made < this.calls
        ? [{ ...this.tool, args: { ...this.tool.args }, id: `call-${made}`, type: "tool_call" as const }]
        : [];
    const message = new AIMessage({ content: made < this.calls ? "" : "done", tool_calls: toolCalls });
    return { generations: [{ text: "", message }] };
  }
}
