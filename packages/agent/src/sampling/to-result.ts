import type { AIMessage, ContentBlock } from "@langchain/core/messages";
import type { CreateMessageResult, CreateMessageResultWithTools } from "@modelcontextprotocol/client";

/** An answer as the protocol has it. */
export type SamplingResult = CreateMessageResult | CreateMessageResultWithTools;

type Part = Extract<CreateMessageResultWithTools["content"], readonly unknown[]>[number];
type Plain = CreateMessageResult["content"];

/** What the answer of a model is turned into depends on what was asked. */
export interface AnswerFacts {
  /** What the model calls itself when its answer does not say. */
  readonly model: string;
  /** With tools, an answer may have several parts. */
  readonly withTools: boolean;
  /** The name that the server gave a tool. @default the name that the model knows */
  readonly nameOf?: (tool: string) => string;
}

/** Turns the answer of the model into the result of a request. */
export function toResult(
  answer: AIMessage,
  { model, withTools, nameOf = (name) => name }: AnswerFacts,
): SamplingResult {
  const parts: Part[] = answer.contentBlocks.flatMap(toPart);
  const uses = (answer.tool_calls ?? []).map(
    ({ id, name, args }): Part => ({ type: "tool_use", id: id ?? name, name: nameOf(name), input: args }),
  );
  const stopReason = uses.length > 0 ? "toolUse" : stopReasonOf(answer);
  const facts = {
    role: "assistant" as const,
    model: nameOfModel(answer) ?? model,
    ...(stopReason && { stopReason }),
  };
  if (!withTools) return { ...facts, content: single(parts) };
  const content = [...parts, ...uses];
  return { ...facts, content: content.length > 0 ? content : [{ type: "text", text: "" }] };
}

/** What is no text, picture or sound (a model's reasoning) is not for the server. */
function toPart(block: ContentBlock.Standard): Plain[] {
  switch (block.type) {
    case "text":
      return block.text ? [{ type: "text", text: block.text }] : [];
    case "image":
    case "audio": {
      const { type, mimeType, data } = block;
      return typeof data === "string" && mimeType ? [{ type, mimeType, data }] : [];
    }
    default:
      return [];
  }
}

/** Without tools an answer has one part: all its text, or the first that is something else. */
function single(parts: readonly Part[]): Plain {
  const text = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
  const [other] = parts.filter((part): part is Plain => part.type === "image" || part.type === "audio");
  return text === "" && other ? other : { type: "text", text };
}

/** The providers' words for why a model stopped, and the protocol's. */
const stopReasons: Readonly<Record<string, string>> = {
  stop: "endTurn",
  end_turn: "endTurn",
  completed: "endTurn",
  length: "maxTokens",
  max_tokens: "maxTokens",
  max_output_tokens: "maxTokens",
  incomplete: "maxTokens",
  stop_sequence: "stopSequence",
  tool_calls: "toolUse",
  tool_use: "toolUse",
};

function stopReasonOf({ response_metadata: facts = {} }: AIMessage): string | undefined {
  const reason: unknown = facts.finish_reason ?? facts.stop_reason ?? facts.finishReason ?? facts.stopReason;
  if (typeof reason !== "string") return undefined;
  return stopReasons[reason.toLowerCase()] ?? reason;
}

function nameOfModel({ response_metadata: facts = {} }: AIMessage): string | undefined {
  const name: unknown = facts.model_name ?? facts.model;
  return typeof name === "string" && name !== "" ? name : undefined;
}
