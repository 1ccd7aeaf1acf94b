import { createAgent, tool } from "langchain";
import { z } from "zod";
import type { ServerAddress } from "../library.js";
import { ScriptedChat } from "./scripted-chat.js";

/** An agent that makes a turn of tool calls. */
export interface TurnAgent extends AsyncDisposable {
  turn(): Promise<unknown>;
}

const input = { messages: [{ role: "user", content: "Go on." }] };
/** Two steps a call, and one for the answer. */
const options = { recursionLimit: 100 };

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

/** LangChain's agent with the tool of a server, through LangChain's adapters. */
export async function adaptersAgent(calls: number, text: string, server: ServerAddress): Promise<TurnAgent> {
  const { clientFor } = await import("../libraries/mcp-adapters.js");
  const client = clientFor([server]);
  const model = new ScriptedChat(calls, { name: "echo", args: { text } });
  const agent = createAgent({ model, tools: await client.getTools() });
  return { turn: () => agent.invoke(input, options), [Symbol.asyncDispose]: () => client.close() };
}

/** A team with the tool of a server. */
export async function teamAgent(calls: number, text: string, server: ServerAddress): Promise<TurnAgent> {
  const { builderFor } = await import("../libraries/mcp-team.js");
  const team = await builderFor([server])
    .withLlm(new ScriptedChat(calls, { name: "echo", args: { text } }))
    .build();
  return { turn: () => team.invoke(input, options), [Symbol.asyncDispose]: () => team.close() };
}
