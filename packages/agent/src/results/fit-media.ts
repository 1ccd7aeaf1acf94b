import type { ModelProfile } from "@langchain/core/language_models/profile";
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from "@langchain/core/messages";
import { type MediaPolicy, type Speaker, takes } from "./media-policy.js";

interface Block {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** The types of standard blocks that hold data, and the MIME type of those that do not say theirs. */
const media: Readonly<Record<string, string>> = {
  image: "image/*",
  audio: "audio/*",
  video: "video/*",
  file: "application/octet-stream",
};

/** The messages as a model can be given them: what it does not take is told in words. What they were is not changed. */
export function fitMedia(
  messages: readonly BaseMessage[],
  profile: ModelProfile,
  policy: MediaPolicy,
): BaseMessage[] {
  return messages.map((message) => {
    if (!Array.isArray(message.content)) return message;
    const speaker: Speaker = ToolMessage.isInstance(message) ? "tool" : "other";
    let changed = false;
    const content = (message.content as Block[]).map((block) => {
      const mimeType = mimeTypeOf(block);
      if (mimeType === undefined || takes(mimeType, speaker, profile, policy)) return block;
      changed = true;
      return { type: "text", text: inWords(block, mimeType) };
    });
    return changed ? withContent(message, content) : message;
  });
}

function mimeTypeOf({ type, mimeType }: Block): string | undefined {
  return Object.hasOwn(media, type) ? (typeof mimeType === "string" ? mimeType : media[type]) : undefined;
}

function inWords({ data, metadata }: Block, mimeType: string): string {
  const { uri } = (metadata ?? {}) as { readonly uri?: string };
  // Four characters of base64 are three bytes.
  const size = typeof data === "string" ? `, ${Math.floor((data.length * 3) / 4)} bytes` : "";
  const address = uri === undefined ? "" : ` Its address is ${uri}.`;
  return `[Here is ${mimeType}${size}, which you cannot be given.${address} The user has it: it is in this message of the conversation.]`;
}

function withContent(message: BaseMessage, content: Block[]): BaseMessage {
  const fields = { ...message, content: content as never };
  if (ToolMessage.isInstance(message))
    return new ToolMessage({ ...fields, tool_call_id: message.tool_call_id });
  if (AIMessage.isInstance(message)) return new AIMessage(fields);
  return HumanMessage.isInstance(message) ? new HumanMessage(fields) : message;
}
