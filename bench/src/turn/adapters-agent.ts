import { createAgent } from "langchain";
import { clientFor } from "../libraries/mcp-adapters.js";
import { ScriptedChat } from "./scripted-chat.js";
import { input, type MakeTurnAgent, options } from "./turn-agent.js";

/** LangChain's agent with the tool of a server, through LangChain's adapters. */
export const adaptersAgent: MakeTurnAgent = async (calls, text, server) => {
  const client = clientFor([server]);
  const model = new ScriptedChat(calls, { name: "echo", args: { text } });
  const agent = createAgent({ model, tools: await client.getTools() });
  return { turn: () => agent.invoke(input, options), [Symbol.asyncDispose]: () => client.close() };
};
