import { ToolMessage } from "@langchain/core/messages";
import type { StructuredToolInterface } from "@langchain/core/tools";
import type { ChatOpenAI } from "@langchain/openai";
import { referenceServer, type Script, startServer } from "@mcp-team/testing";
import { pino } from "pino";
import { MCPTeamBuilder, type SamplingOptions } from "../../src/index.js";
import { startModel } from "../support.js";

export type Kind = readonly [era: "legacy" | "modern", transport: "stdio" | "sse" | "http"];

export const kinds: readonly Kind[] = [
  ["legacy", "stdio"],
  ["legacy", "sse"],
  ["legacy", "http"],
  ["modern", "stdio"],
  ["modern", "http"],
];

export const text = (value: string) => ({ type: "text", text: value }) as const;
export const say = (value: string) => ({ role: "user", content: text(value) }) as const;
export const question = { messages: [say("Which city?")], maxTokens: 50 };

/** What the agent is told, and what it then asks the server for. */
const asked: Readonly<Record<string, object>> = {
  "go twice": { params: question, times: 2 },
  "go thrice": { params: question, times: 3 },
  "go on": { params: question, times: 11 },
  "go far": { params: { ...question, maxTokens: 101 } },
  "go wrong": { params: { messages: "hello" } },
};

/** The model of the agent calls `sample`; the other conversations are those of servers. */
const script: Script = [
  ...Object.entries(asked).map(([when, args]) => ({
    when,
    toolCalls: [{ name: "sample", arguments: args as Record<string, unknown> }],
  })),
  { when: "go", content: "done" },
  { when: "city", content: "Paris" },
  { when: "weather", toolCalls: [{ name: "city_weather", arguments: { city: "Paris" }, id: "call_1" }] },
  { when: "weather", content: "Take an umbrella." },
  () => fail(),
];

async function addServer(builder: MCPTeamBuilder, [era, transport]: Kind, tools = ["sample"]) {
  if (transport === "stdio") {
    builder.withMcpServer({ name: "asker", ...referenceServer({ era, tools }) });
    return async () => {};
  }
  const server = await startServer({ era, transport, tools });
  builder.withMcpServer({ name: "asker", url: server.url, transport });
  return () => server.stop();
}

/** A team with one server that samples. */
export async function startTeam(
  kind: Kind,
  options: SamplingOptions<ChatOpenAI> | undefined,
  tools?: string[],
) {
  const model = await startModel(script);
  const logged: { msg: string; err?: { message: string } }[] = [];
  let refused = () => {};
  const nextRefusal = () =>
    new Promise<void>((resolve) => {
      refused = resolve;
    });
  const write = (line: string) => {
    logged.push(JSON.parse(line));
    if (line.includes("a sampling request was refused")) refused();
  };
  const builder = new MCPTeamBuilder("team")
    .withLlm(model.llm)
    .withLogger(pino({ level: "warn" }, { write }));
  if (options) builder.withSampling(options);
  const stop = await addServer(builder, kind, tools);
  const team = await builder.build();
  const sample = async (params: object, config: Parameters<StructuredToolInterface["invoke"]>[1] = {}) => {
    const tool = team.tools.find(({ name }) => name === "sample");
    return JSON.parse((await tool?.invoke({ params }, config)) as string);
  };
  /** What became of `sample` in a run of the agent, and how the run ended. */
  const run = async (content: string) => {
    const before = model.requests.length;
    const { messages } = await team.invoke({ messages: [{ role: "user", content }] });
    const tool = messages.find((message) => ToolMessage.isInstance(message));
    const ofServer = model.requests.slice(before).length - 2;
    return { answer: tool?.text ?? "", status: tool?.status, end: messages.at(-1)?.text, ofServer };
  };
  const dispose = async () => {
    await team.close();
    await stop();
    await model.stop();
  };
  return { team, model, logged, nextRefusal, sample, run, [Symbol.asyncDispose]: dispose };
}

export function fail(): never {
  throw new Error("the key s3cret is not valid");
}

export type Test = Awaited<ReturnType<typeof startTeam>>;
