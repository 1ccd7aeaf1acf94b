/** A message as an OpenAI client sends it. */
export interface ScriptedMessage {
  readonly role: string;
  readonly content: string | readonly { readonly type: string; readonly text?: string }[] | null;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
  readonly tool_call_id?: string;
  readonly name?: string;
}

/** A tool as an OpenAI client sends it. */
export interface ScriptedTool {
  readonly type: string;
  readonly function: { readonly name: string; readonly description?: string; readonly parameters?: object };
}

/** What the client sent. */
export interface ScriptedRequest {
  readonly model: string;
  readonly messages: readonly ScriptedMessage[];
  /** Empty when the client offered none. */
  readonly tools: readonly ScriptedTool[];
  /** All else, by OpenAI's names: `max_tokens`, `temperature`, `stop`, `tool_choice` and so on. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A tool call of the model. */
export interface ScriptedToolCall {
  readonly name: string;
  /** A string is sent as it is, also when it is not JSON. */
  readonly arguments: Readonly<Record<string, unknown>> | string;
  /** @default a random one */
  readonly id?: string;
}

/** What the model says: a text, tool calls, or both. */
export interface ScriptedAnswer {
  readonly content?: string;
  readonly toolCalls?: readonly ScriptedToolCall[];
}

/** Makes the answer from the request. */
export type ScriptedAnswerer = (request: ScriptedRequest) => ScriptedAnswer | Promise<ScriptedAnswer>;

/** An answer of the script. `when` keeps it for conversations whose last user message has that text. */
export type ScriptedTurn = (ScriptedAnswer & { readonly when?: string | RegExp }) | ScriptedAnswerer;

/** The turns of the model, in order, or one function that makes all of them. */
export type Script = readonly ScriptedTurn[] | ScriptedAnswerer;

/**
 * Finds what the script says to a request. Nothing is remembered: the turn is the number of answers that the model
 * already gave since the last user message, so conversations may run side by side, and again.
 */
export async function answerFrom(script: Script, request: ScriptedRequest): Promise<ScriptedAnswer> {
  if (typeof script === "function") return script(request);
  const text = lastUserText(request.messages);
  const turns = script.filter((turn) => typeof turn === "function" || fits(text, turn.when));
  const depth = depthOf(request.messages);
  const turn = turns[depth];
  if (typeof turn === "function") return turn(request);
  return turn ?? { content: exhausted(turns.length, depth, text) };
}

function exhausted(turns: number, depth: number, text: string): string {
  const count = turns === 1 ? "1 turn" : `${turns} turns`;
  return `The script of the model is exhausted: it has ${count} for "${text}", and was asked for turn ${depth + 1}.`;
}

function depthOf(messages: readonly ScriptedMessage[]): number {
  const lastUser = messages.findLastIndex(({ role }) => role === "user");
  return messages.slice(lastUser + 1).filter(({ role }) => role === "assistant").length;
}

function lastUserText(messages: readonly ScriptedMessage[]): string {
  const content = messages.findLast(({ role }) => role === "user")?.content ?? "";
  return typeof content === "string" ? content : content.map(({ text }) => text ?? "").join("");
}

function fits(text: string, when: string | RegExp | undefined): boolean {
  if (when === undefined) return true;
  return typeof when === "string" ? text.includes(when) : text.search(when) >= 0;
}
