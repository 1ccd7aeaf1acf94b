import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, MemorySaver } from "@langchain/langgraph";
import { readCallLog, referenceServer, type Script } from "@mcp-team/testing";
import type { AgentMiddleware, HITLRequest } from "langchain";
import { type ApprovalPolicy, MCPTeamBuilder } from "../../src/index.js";
import { startModel } from "../support.js";

export const user = { messages: [{ role: "user", content: "go" }] };
export const thread = { configurable: { thread_id: "1" } };
export const done = { content: "done" };
export const destructive: ApprovalPolicy = { annotations: { destructiveHint: true } };

/** A turn that calls tools side by side. */
export const calls = (...all: [name: string, args?: Record<string, unknown>][]) => ({
  toolCalls: all.map(([name, args = {}]) => ({ name, arguments: args })),
});
export const approve = { type: "approve" };
export const reject = (message?: string) => ({ type: "reject", ...(message && { message }) });
export const edit = (name: string, args: Record<string, unknown>) => ({
  type: "edit",
  editedAction: { name, args },
});

/** A team over a reference server whose call log is read, asked until a person has to answer. */
export async function start(
  policies: ApprovalPolicy[],
  script: Script,
  tools?: readonly string[],
  middleware: AgentMiddleware[] = [],
) {
  const log = join(mkdtempSync(join(tmpdir(), "approval-")), "calls.jsonl");
  const model = await startModel(script);
  const team = await new MCPTeamBuilder("careful")
    .withLlm(model.llm)
    .withMcpServer({ ...referenceServer({ log, ...(tools && { tools }) }), name: "files" })
    .withApproval(...policies)
    .withMiddleware(...middleware)
    .withCheckpointer(new MemorySaver())
    .build();
  type State = Awaited<ReturnType<typeof team.invoke>>;
  const requestIn = (state: State) => state.__interrupt__?.[0]?.value as HITLRequest | undefined;
  return {
    team,
    model,
    /** Runs until a person is asked. */
    ask: async () => requestIn(await team.invoke(user, thread)),
    /** Goes on, and gives the request for the next decisions or the texts of the tools' answers. */
    resume: async (...decisions: unknown[]) => {
      const state = await team.invoke(new Command({ resume: { decisions } }), thread);
      const answers = state.messages.filter((message) => message.type === "tool");
      return {
        request: requestIn(state),
        answer: state.messages.at(-1)?.text,
        results: Object.fromEntries(answers.map((message) => [message.name, message.text])),
      };
    },
    /** What the server was asked to do. */
    called: () =>
      readCallLog(log).flatMap(({ event, tool, input }) => (event === "start" ? [[tool, input]] : [])),
    async [Symbol.asyncDispose]() {
      await team.close();
      await model.stop();
    },
  };
}
