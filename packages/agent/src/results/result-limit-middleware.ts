import { ToolMessage } from "@langchain/core/messages";
import { type AgentMiddleware, createMiddleware } from "langchain";
import { readResultName } from "../team/built-in-names.js";
import { type Content, cutContent } from "./cut-content.js";
import { type Budget, budgetOf, type ResultLimit } from "./limit.js";
import { type OwnerOf, type ResultStore, threadOf } from "./result-store.js";
import type { McpMessageFacts } from "./tool-message.js";

/** The longest note, with some room to spare. */
const noteRoom = { characters: 280, tokens: 120 } as const;

/** What `message.metadata.cut` of a message says that shows a part of a result. */
export interface CutFacts {
  /** What `read_result` knows the whole of it by. Nothing when it was too large to be kept. */
  readonly handle?: string;
  readonly characters: number;
  readonly shown: number;
}

/** Shows the model no more of a result than the limit allows, and keeps all of it for `read_result`. */
export function resultLimitMiddleware(
  limit: ResultLimit,
  store: ResultStore,
  ownerOf: OwnerOf = () => "",
): AgentMiddleware {
  return createMiddleware({
    name: "McpResultLimit",
    async wrapToolCall(request, handler) {
      const message = await handler(request);
      const { name } = request.toolCall;
      const budget = budgetOf(limit, name);
      // What reads results keeps to the limit by itself.
      if (!ToolMessage.isInstance(message) || budget === undefined || name === readResultName) return message;
      return shorten(message, budget, (text) => store.put(threadOf(request.runtime, ownerOf), text));
    },
  });
}

function shorten(
  message: ToolMessage,
  budget: Budget,
  keep: (text: string) => string | undefined,
): ToolMessage {
  const cut = cutContent(message.content as Content, budget, roomOf(budget), prioritiesOf(message));
  if (cut === undefined) return message;
  const handle = keep(cut.text);
  const facts: CutFacts = {
    ...(handle !== undefined && { handle }),
    characters: cut.text.length,
    shown: cut.shown,
  };
  const { id, name, tool_call_id, status, artifact, response_metadata, additional_kwargs } = message;
  return new ToolMessage({
    content: cut.with(noteOf(facts, cut.firstHidden)) as string,
    metadata: { ...message.metadata, cut: facts },
    tool_call_id,
    artifact,
    response_metadata,
    additional_kwargs,
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    ...(status !== undefined && { status }),
  });
}

function noteOf({ handle, characters, shown }: CutFacts, firstHidden: number): string {
  const left = `${characters - shown} of ${characters} characters of this result are not shown.`;
  if (handle === undefined) return `[${left} It was too large to be kept: ask the tool for less at once.]`;
  return `[${left} To read on, call ${readResultName} with {"handle": "${handle}", "offset": ${firstHidden}}; to find lines in it, with {"handle": "${handle}", "search": "…"}.]`;
}

function roomOf(budget: Budget): Budget {
  return "tokens" in budget
    ? { tokens: budget.tokens - noteRoom.tokens }
    : { characters: budget.characters - noteRoom.characters };
}

/** How important the server said that each block is. Source: MCP specification, annotations. */
function prioritiesOf({ metadata }: ToolMessage): ReadonlyMap<number, number> {
  const { blocks = [] } = (metadata?.mcp ?? {}) as Partial<McpMessageFacts>;
  return new Map(
    blocks.flatMap(({ block, annotations }) =>
      annotations?.priority === undefined ? [] : [[block, annotations.priority] as const],
    ),
  );
}
