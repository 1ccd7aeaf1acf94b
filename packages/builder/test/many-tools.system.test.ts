import { convertToOpenAITool } from "@langchain/core/utils/function_calling";
import { ChatOpenAI } from "@langchain/openai";
import type { AgentTeam } from "@mcp-team/agent";
import {
  officeQuestions,
  officeServers,
  type ScriptedModel,
  type ScriptedTool,
  startScriptedModel,
} from "@mcp-team/testing";
import { getEncoding } from "js-tiktoken";
import { MCPTeamBuilder } from "../src/index.js";

const limit = 25;
const questions = officeQuestions();

const encoding = getEncoding("o200k_base");
const tokensOf = (tools: readonly object[]) => encoding.encode(JSON.stringify(tools)).length;
const namesOf = (tools: readonly ScriptedTool[]) => tools.map((tool) => tool.function.name);

function officeBuilder(model: ScriptedModel): MCPTeamBuilder {
  const builder = new MCPTeamBuilder("office").withLlm(new ChatOpenAI(model.modelOptions));
  for (const server of officeServers()) builder.withMcpServer(server);
  return builder;
}

const ask = async (team: AgentTeam, content: string) => {
  await team.invoke({ messages: [{ role: "user", content }] });
};

describe("two hundred tools over ten servers", () => {
  let model: ScriptedModel;
  let team: AgentTeam;
  beforeAll(async () => {
    model = await startScriptedModel(() => ({ content: "Done." }));
    team = await officeBuilder(model).withToolSelection({ limit }).build();
  });
  afterAll(async () => {
    await team?.close();
    await model?.stop();
  });

  it("are there", () => {
    expect(team.servers).toHaveLength(10);
    expect(team.tools).toHaveLength(200);
    expect(questions).toHaveLength(100);
    expect(new Set(questions.map(({ tool }) => tool)).size).toBe(100);
  });

  it("first requests carry at most the limit, and the right tool for 95 of 100 questions", async () => {
    const missed: string[] = [];
    for (const { question, tool } of questions) {
      const before = model.requests.length;
      await ask(team, question);
      const [first] = model.requests.slice(before);
      const names = namesOf(first?.tools ?? []);
      expect(names.length).toBeLessThanOrEqual(limit);
      expect(names).toContain("search_tools");
      if (!names.includes(tool)) missed.push(`${tool}: ${question}`);
    }
    const { tools: offered = [] } = model.requests.at(-1) ?? {};
    const tokensOfAll = tokensOf(team.tools.map((tool) => convertToOpenAITool(tool)));
    const saved = Math.round(100 - (100 * tokensOf(offered)) / tokensOfAll);
    process.stdout.write(
      `${questions.length - missed.length} of ${questions.length} questions got the right tool among ${limit} of 200.\n` +
        `Tool definitions: ${tokensOfAll} tokens for all, ${tokensOf(offered)} for those of the last question: ${saved} % saved.\n` +
        `Missed:\n  ${missed.join("\n  ")}\n`,
    );
    expect(questions.length - missed.length).toBeGreaterThanOrEqual(95);
    expect(saved).toBeGreaterThan(80);
  });
});
