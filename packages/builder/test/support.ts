import { ChatOpenAI } from "@langchain/openai";
import type { AgentTeam } from "@mcp-team/agent";
import {
  descendantsOf,
  referenceServer,
  type Script,
  type ScriptedModel,
  startScriptedModel,
} from "@mcp-team/testing";
import { ConfigurationError } from "@mcp-team/transports";

/** A few tools of the reference server, so that they can be told from the others. */
export const local = referenceServer({ tools: ["add", "pid", "env"] });

/** The tools of {@link local}. */
export const localTools = ["add", "env", "pid"];

/** A server that ends at once. */
export const crashing = referenceServer({ crashOnStart: "the licence has expired" });

/** A model whose turns are written in advance, behind a real `ChatOpenAI`. */
export async function startModel(
  script: Script = [{ content: "done" }],
): Promise<ScriptedModel & { readonly llm: ChatOpenAI }> {
  const model = await startScriptedModel(script);
  return { ...model, llm: new ChatOpenAI({ ...model.modelOptions, maxRetries: 0 }) };
}

/** A script that calls one tool and then says that it is done. */
export function callOf(name: string, args: Readonly<Record<string, unknown>> = {}): Script {
  return [{ toolCalls: [{ name, arguments: args }] }, { content: "done" }];
}

/** Asks a team, and gives the text of every tool's answer. */
export async function toolTexts(team: AgentTeam): Promise<string[]> {
  const { messages } = await team.invoke({ messages: [{ role: "user", content: "go" }] });
  return messages.filter(({ type }) => type === "tool").map(({ text }) => text);
}

/** The processes that this one has started and that live. */
export function children(): Promise<number[]> {
  return descendantsOf(process.pid);
}

/** The problems of a configuration that cannot be used, as lines. */
export async function problemsOf(action: () => unknown): Promise<string[]> {
  try {
    await action();
  } catch (error) {
    if (ConfigurationError.isInstance(error))
      return error.problems.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}
