import type { Logger } from "pino";
import { askAll, askFirst, inScope } from "../connection/ask-all.js";
import { completeAny } from "../connection/complete-any.js";
import type { Connection } from "../connection/connection.js";
import { getPrompt, listPrompts } from "../connection/requests.js";
import type { TeamPrompts } from "./team-prompts.js";
import { toMessages } from "./to-messages.js";

/** The prompts of all connections, each with its server. */
export function createPrompts(connections: readonly Connection[], logger?: Logger): TeamPrompts {
  const getResult: TeamPrompts["getResult"] = async (name, args = {}, { server } = {}) => {
    const scope = inScope(connections, server).filter(({ capabilities }) => capabilities.prompts);
    const { connection, answer } = await askFirst(scope, `prompt "${name}"`, (candidate) =>
      getPrompt(candidate, name, { ...args }),
    );
    for (const { content } of answer.messages) connection.links.note([content]);
    return { ...answer, server: connection.name };
  };
  return {
    list: ({ server } = {}) => askAll({ connections, server, logger }, listPrompts),
    getResult,
    async get(name, args, scope) {
      const { server, ...answer } = await getResult(name, args, scope);
      return toMessages(answer, { server, prompt: name });
    },
    complete: (name, argument, scope) =>
      completeAny(connections, { type: "ref/prompt", name }, argument, scope),
  };
}
