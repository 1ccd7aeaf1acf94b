import { builderFor } from "../libraries/mcp-team.js";
import { ScriptedChat } from "./scripted-chat.js";
import { input, type MakeTurnAgent, options } from "./turn-agent.js";

/** A team with the tool of a server. */
export const teamAgent: MakeTurnAgent = async (calls, text, server) => {
  const team = await builderFor([server])
    .withLlm(new ScriptedChat(calls, { name: "echo", args: { text } }))
    .build();
  return { turn: () => team.invoke(input, options), [Symbol.asyncDispose]: () => team.close() };
};
