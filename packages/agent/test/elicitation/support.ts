import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BaseCheckpointSaver, Command, MemorySaver } from "@langchain/langgraph";
import {
  type ReferenceEra,
  type ReferenceServerOptions,
  type ReferenceTransport,
  readCallLog,
  referenceServer,
  type Script,
  type ScriptedMessage,
  startServer,
} from "@mcp-team/testing";
import {
  ElicitationByInterrupt,
  type ElicitationInterrupt,
  type ElicitationOptions,
  isElicitationInterrupt,
} from "../../src/index.js";
import { startTeam, type TestServer } from "../support.js";

/** Every way in which a server can ask. */
export const kinds: readonly { readonly era: ReferenceEra; readonly transport: ReferenceTransport }[] = [
  { era: "legacy", transport: "stdio" },
  { era: "legacy", transport: "sse" },
  { era: "legacy", transport: "http" },
  { era: "modern", transport: "stdio" },
  { era: "modern", transport: "http" },
];

/** A server that asks, reached over any transport, with the log of its calls. */
export async function askingServer(options: ReferenceServerOptions) {
  const folder = mkdtempSync(join(tmpdir(), "elicitation-"));
  const log = join(folder, "calls.jsonl");
  const { transport = "stdio", era } = options;
  const remote = transport === "stdio" ? undefined : await startServer({ ...options, transport, log });
  const line: TestServer = remote
    ? { kind: transport as "sse" | "http", url: remote.url, protocol: era }
    : { kind: "stdio", ...referenceServer({ ...options, log }), protocol: era };
  return {
    line,
    /** The events of one tool's calls. */
    events: (tool: string) => readCallLog(log).flatMap((entry) => (entry.tool === tool ? [entry.event] : [])),
    async [Symbol.asyncDispose]() {
      await remote?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function textOf(message: ScriptedMessage | undefined): string {
  const content = message?.content ?? "";
  return typeof content === "string" ? content : content.map(({ text }) => text ?? "").join("");
}

/** Calls the tool that the last message of the user names, with the arguments that follow it, then repeats what came of it. */
export const obeying: Script = ({ messages }) => {
  const last = messages.findLastIndex(({ role }) => role === "user");
  const answers = messages.slice(last + 1).filter(({ role }) => role === "tool");
  if (answers.length > 0) return { content: answers.map(textOf).join("\n") };
  const calls = textOf(messages[last]).split("\n");
  return {
    toolCalls: calls.map((call, index) => {
      const [name = "", args = "{}"] = call.split(/ (.*)/s);
      return { name, arguments: args, id: `call_${index}` };
    }),
  };
};

/** A team whose servers ask by interrupts. */
export async function startInterruptible(
  line: TestServer,
  {
    saver = new MemorySaver(),
    ...options
  }: ElicitationOptions & { readonly saver?: BaseCheckpointSaver } = {},
) {
  const test = await startTeam(
    { it: { callTimeoutMs: 5_000, ...line } },
    { features: [new ElicitationByInterrupt(options)], script: obeying, checkpointer: saver },
  );
  const config = (thread: string) => ({ configurable: { thread_id: thread } });
  const outcome = (state: Awaited<ReturnType<typeof test.team.invoke>>) => ({
    interrupts: (state.__interrupt__ ?? []).map(({ value }) => value).filter(isElicitationInterrupt),
    ids: (state.__interrupt__ ?? []).map(({ id }) => id ?? ""),
    answer: state.__interrupt__ ? undefined : state.messages.at(-1)?.text,
    tools: state.messages.filter(({ type }) => type === "tool"),
  });
  return {
    ...test,
    /** Asks for calls of tools, one a line. */
    run: async (thread: string, calls: string) =>
      outcome(await test.team.invoke({ messages: [{ role: "user", content: calls }] }, config(thread))),
    resume: async (thread: string, answer: unknown) =>
      outcome(await test.team.invoke(new Command({ resume: answer }), config(thread))),
    [Symbol.asyncDispose]: test[Symbol.asyncDispose],
  };
}

/** The part of an interrupt that is for the person. */
export function forPerson({ continuation: _, ...rest }: ElicitationInterrupt) {
  return rest;
}

export const accept = (content?: Record<string, unknown>) => ({ action: "accept", content });
