import type { AIMessage, BaseMessage, ToolMessage } from "@langchain/core/messages";

/** A message as clients get it. */
export interface WireMessage {
  readonly role: string;
  /** Text; content blocks as LangChain has them where it is more than one text. */
  readonly content: BaseMessage["content"];
  /** What an assistant asks tools for. */
  readonly toolCalls?: readonly WireToolCall[];
  /** Which tool answers, in a message of the role `tool`. */
  readonly tool?: string;
  /** Which call it answers. */
  readonly toolCallId?: string;
  readonly status?: "success" | "error";
}

/** A call of a tool, as the model made it. */
export interface WireToolCall {
  readonly id: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

const roles: Readonly<Record<string, string>> = { human: "user", ai: "assistant" };

/** Writes a message of LangChain as clients get it: the words of the request, and nothing that is LangChain's own. */
export function toWireMessage(message: BaseMessage): WireMessage {
  const { type } = message;
  const plain = { role: roles[type] ?? type, content: contentOf(message) };
  if (isAiMessage(message)) {
    const toolCalls = toolCallsOf(message);
    return toolCalls.length === 0 ? plain : { ...plain, toolCalls };
  }
  if (!isToolMessage(message)) return plain;
  const { name, tool_call_id: toolCallId, status = "success" } = message;
  return { ...plain, ...(name !== undefined && { tool: name }), toolCallId, status };
}

/** The calls of tools in a message of the model. */
export function toolCallsOf({ tool_calls = [] }: AIMessage): WireToolCall[] {
  return tool_calls.map(({ id = "", name, args }) => ({ id, tool: name, arguments: args }));
}

/** One block of text is as good as the text. */
function contentOf({ content }: BaseMessage): BaseMessage["content"] {
  if (typeof content === "string") return content;
  const [only] = content;
  return content.length === 1 && only?.type === "text" && typeof only.text === "string" ? only.text : content;
}

export function isAiMessage(message: BaseMessage): message is AIMessage {
  return message.type === "ai";
}

export function isToolMessage(message: BaseMessage): message is ToolMessage {
  return message.type === "tool";
}
