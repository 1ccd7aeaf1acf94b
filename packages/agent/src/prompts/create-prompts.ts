import { AIMessage, type BaseMessage, HumanMessage } from "@langchain/core/messages";
import type { PromptMessage } from "@modelcontextprotocol/client";
import type { Logger } from "pino";
import { askAll, askFirst, inScope } from "../connection/ask-all.js";
import { completeAny } from "../connection/complete-any.js";
import type { Connection } from "../connection/connection.js";
import { getPrompt, listPrompts } from "../connection/requests.js";
import { toStandardBlocks } from "../toolset/content-blocks.js";
import type { TeamPrompts } from "./team-prompts.js";

/** The prompts of all connections, each with its server. */
export function createPrompts(connections: readonly Connection[], logger?: Logger): TeamPrompts {
  return {
    list: () => askAll(connections, listPrompts, logger),
    async get(name, args = {}, { server } = {}) {
      const scope = inScope(connections, server).filter(({ capabilities }) => capabilities.prompts);
      const { answer } = await askFirst(scope, `prompt "${name}"`, (candidate) =>
        getPrompt(candidate, name, { ...args }),
      );
      return answer.messages.map(toMessage);
    },
    complete: (name, argument, scope) =>
      completeAny(connections, { type: "ref/prompt", name }, argument, scope),
  };
}

function toMessage({ role, content }: PromptMessage): BaseMessage {
  const [block] = toStandardBlocks([content]);
  const plain = block?.type === "text" ? String(block.text) : [block];
  return role === "user"
    ? new HumanMessage({ content: plain as string })
    : new AIMessage({ content: plain as string });
}
