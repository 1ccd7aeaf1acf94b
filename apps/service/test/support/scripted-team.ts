import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StructuredToolInterface } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import type { AgentTeam } from "@mcp-team/agent";
import { MCPTeamBuilder } from "@mcp-team/builder";
import {
  type CallLogEntry,
  type ReferenceServerOptions,
  readCallLog,
  referenceServer,
  type Script,
  type ScriptedMessage,
  type ScriptedModel,
  startScriptedModel,
  waitFor,
} from "@mcp-team/testing";

/**
 * A model that does what it is told: `call add {"a":1,"b":2}` makes that call (several are joined with ` and `), `throw`
 * makes it fail, anything else is said again. After a tool it says what the tool said.
 */
export const obedient: Script = ({ messages }) => {
  const last = messages.at(-1);
  const text = textOf(last?.content);
  if (last?.role === "tool") return { content: `The tool said: ${text}` };
  if (text === "throw") throw new TypeError("the provider refused the key sk-very-secret");
  const calls = text.split(" and ").map((part) => /^call (\w+) (.*)$/.exec(part));
  const toolCalls = calls.flatMap((call) =>
    call ? [{ name: call[1] ?? "", arguments: call[2] ?? "" }] : [],
  );
  return toolCalls.length > 0 ? { toolCalls } : { content: `You said: ${text}` };
};

function textOf(content: ScriptedMessage["content"] | undefined): string {
  if (typeof content === "string") return content;
  return (content ?? []).map((block) => block.text ?? "").join("");
}

/** What a team of a test is made of. */
export interface ScriptedTeamOptions {
  readonly tools?: readonly StructuredToolInterface[];
  /** More servers, by name. */
  readonly servers?: Readonly<Record<string, ReferenceServerOptions>>;
  /** Adds what else the team has. */
  readonly setUp?: (builder: MCPTeamBuilder, llm: ChatOpenAI) => unknown;
}

/** A team over a reference server named `reference`, and a scripted model. */
export interface ScriptedTeam extends AsyncDisposable {
  readonly team: AgentTeam;
  readonly model: ScriptedModel;
  /** What the reference server was asked to do so far. */
  calls(): CallLogEntry[];
  /** Waits for an event of a call. */
  called(event: CallLogEntry["event"]): Promise<CallLogEntry>;
}

export async function scriptedTeam({
  tools = [],
  servers = {},
  setUp,
}: ScriptedTeamOptions = {}): Promise<ScriptedTeam> {
  const folder = mkdtempSync(join(tmpdir(), "service-"));
  const log = join(folder, "calls.jsonl");
  const model = await startScriptedModel(obedient);
  const llm = new ChatOpenAI({ ...model.modelOptions, maxRetries: 0 });
  const builder = new MCPTeamBuilder("tested").withLlm(llm).withTools(tools).skipFailedServers();
  setUp?.(builder, llm);
  for (const [name, options] of Object.entries({ reference: { log }, ...servers })) {
    const { command, args } = referenceServer(options);
    builder.withMcpServer(command, args, { name });
  }
  const team = await builder.build();
  const calls = () => readCallLog(log);
  return {
    team,
    model,
    calls,
    called: (event) =>
      waitFor(() => calls().find((entry) => entry.event === event), { what: `a call to ${event}` }),
    async [Symbol.asyncDispose]() {
      await team.close();
      await model.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
