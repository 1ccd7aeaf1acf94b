import { createAgent, tool } from "langchain";
import { z } from "zod";
import type { ServerAddress } from "../library.js";
import { ScriptedChat } from "./scripted-chat.js";
import { input, options, type TurnAgent } from "./turn-agent.js";

/** LangChain's agent with a tool in this process. */
export async function localAgent(calls: number, text: string): Promise<TurnAgent> {
  const agent = agentWith(calls, text, async (said) => said);
  return { turn: () => agent.invoke(input, options), [Symbol.asyncDispose]: async () => {} };
}

/** LangChain's agent with a tool in this process that asks a server through the hand-written client. */
export async function handWrittenAgent(
  calls: number,
  text: string,
  server: ServerAddress,
): Promise<TurnAgent> {
  const { handWritten } = await import("../libraries/hand-written/hand-written.js");
  const { tools, close } = await handWritten.connect([server]);
  const agent = agentWith(calls, text, async (said) => (await tools[0]?.call({ text: said })) ?? "");
  return { turn: () => agent.invoke(input, options), [Symbol.asyncDispose]: close };
}

function agentWith(calls: number, text: string, answer: (said: string) => Promise<string>) {
  const echo = tool(({ text: said }: { text: string }) => answer(said), {
    name: "echo",
    description: "Answers with the text that it gets.",
    schema: z.object({ text: z.string().describe("What to answer") }),
  });
  const model = new ScriptedChat(calls, { name: "echo", args: { text } });
  return createAgent({ model, tools: [echo] });
}
