/**
 * What the settings of a team say of its runs. Nothing here is run: the compiler checks this file with all tests, and an
 * error that does not come where one is expected is an error.
 */
import type { Command, MemorySaver } from "@langchain/langgraph";
import type { ChatOpenAI } from "@langchain/openai";
import type { AgentTeam, ApprovalDecision, ApprovalRequest, ApprovalResponse } from "@mcp-team/agent";
import { expectTypeOf } from "expect-type";
import {
  type AgentMiddleware,
  createMiddleware,
  type DecisionType,
  type HITLRequest,
  type HITLResponse,
  modelCallLimitMiddleware,
  providerStrategy,
  todoListMiddleware,
  toolStrategy,
} from "langchain";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { MCPTeamBuilder } from "../src/index.js";

declare const model: ChatOpenAI;
declare const saver: MemorySaver;
declare const resume: Command;
declare const untyped: AgentMiddleware;

const builder = () => new MCPTeamBuilder("team").withLlm(model).withMcpServer("node", ["server.js"]);
const input = { messages: [{ role: "user", content: "go" }] };
const weather = z.object({ city: z.string(), degrees: z.number() });
const user = z.object({ userId: z.string(), language: z.string().default("en") });

export async function aTeamWithoutSettings() {
  const team = await builder().build();
  const output = await team.invoke(input);
  expectTypeOf(output.structuredResponse).toBeUnknown();
  await team.invoke(input, { tags: ["a"], context: { anything: 1 } });
  await team.invoke(resume);
  await team.invoke(null);
  // @ts-expect-error a run begins with messages
  await team.invoke({});
  // @ts-expect-error nothing adds to the state
  output.todos;
}

export async function aResponseFormat() {
  const team = await builder().withResponseFormat(weather).withPrompt("Be brief.").build();
  expectTypeOf((await team.invoke(input)).structuredResponse).toEqualTypeOf<{
    city: string;
    degrees: number;
  }>();
  expectTypeOf((await team.invoke(input)).structuredResponse.city).toBeString();
  expectTypeOf((await team.batch([input]))[0]?.structuredResponse.degrees).toEqualTypeOf<
    number | undefined
  >();
  // It comes at the end.
  for await (const state of await team.stream(input))
    expectTypeOf(state.structuredResponse?.city).toEqualTypeOf<string | undefined>();
  for await (const [mode, chunk] of await team.stream(input, { streamMode: ["values", "updates"] }))
    if (mode === "values")
      expectTypeOf(chunk.structuredResponse?.degrees).toEqualTypeOf<number | undefined>();
  // @ts-expect-error the schema has no such property
  (await team.invoke(input)).structuredResponse.country;
}

export async function responseFormatsOfAllKinds() {
  const old = await builder()
    .withResponseFormat(z3.object({ city: z3.string() }))
    .build();
  expectTypeOf((await old.invoke(input)).structuredResponse.city).toBeString();

  const choice = await builder()
    .withResponseFormat([z.object({ a: z.string() }), z.object({ b: z.number() })])
    .build();
  const { structuredResponse } = await choice.invoke(input);
  expectTypeOf(structuredResponse).toExtend<{ a: string } | { b: number }>();
  expectTypeOf<{ a: string } | { b: number }>().toExtend<typeof structuredResponse>();

  const byTool = await builder().withResponseFormat(toolStrategy(weather)).build();
  expectTypeOf((await byTool.invoke(input)).structuredResponse.city).toBeString();

  const byProvider = await builder().withResponseFormat(providerStrategy(weather)).build();
  expectTypeOf((await byProvider.invoke(input)).structuredResponse.city).toBeString();

  const json = await builder()
    .withResponseFormat({ type: "object", properties: { city: { type: "string" } } })
    .build();
  expectTypeOf((await json.invoke(input)).structuredResponse).toEqualTypeOf<Record<string, unknown>>();

  // @ts-expect-error a schema, not text
  builder().withResponseFormat("json");
  // @ts-expect-error a response is an object
  builder().withResponseFormat(z.string());
}

export function settingsThatAreMadeTwice() {
  // @ts-expect-error withResponseFormat() was called before
  builder().withResponseFormat(weather).withResponseFormat(user);
  // @ts-expect-error withContextSchema() was called before
  builder().withContextSchema(user).withPrompt("a").withContextSchema(user);
}

export async function aContextSchema() {
  const team = await builder().withContextSchema(user).build();
  await team.invoke(input, { context: { userId: "7" } });
  await team.invoke(input, { context: { userId: "7", language: "de" }, tags: ["a"] });
  await team.stream(input, { context: { userId: "7" }, streamMode: "updates" });
  await team.batch([input], { context: { userId: "7" } });
  // @ts-expect-error the context is missing
  await team.invoke(input);
  // @ts-expect-error the context is missing
  await team.invoke(input, { tags: ["a"] });
  // @ts-expect-error userId is missing
  await team.invoke(input, { context: { language: "de" } });
  // @ts-expect-error userId is text
  await team.invoke(input, { context: { userId: 7 } });
  // @ts-expect-error the context is missing
  await team.stream(input);
  // @ts-expect-error the context is missing
  await team.stream(input, { streamMode: "updates" });
  // @ts-expect-error userId is text
  await team.batch([input], { context: { userId: 7 } });
  // @ts-expect-error a context schema is a zod object
  builder().withContextSchema(z.string());
  // @ts-expect-error a context schema is a zod object
  builder().withContextSchema({ userId: "string" });

  const optional = await builder()
    .withContextSchema(z.object({ language: z.string().default("en") }))
    .build();
  await optional.invoke(input);
  // @ts-expect-error language is text
  await optional.invoke(input, { context: { language: 1 } });
}

export async function aCheckpointer() {
  const team = await builder().withCheckpointer(saver).build();
  await team.invoke(input, { configurable: { thread_id: "1" } });
  await team.invoke(resume, { configurable: { thread_id: "1", callTimeoutMs: 5 } });
  // @ts-expect-error the thread is missing
  await team.invoke(input);
  // @ts-expect-error the thread is missing
  await team.invoke(input, { configurable: {} });
  const ofTheSupervisor = await builder().withCheckpointer(true).build();
  await ofTheSupervisor.invoke(input);
}

const counting = createMiddleware({
  name: "Counting",
  stateSchema: z.object({ count: z.number().default(0), _hidden: z.string().optional() }),
  contextSchema: z.object({ step: z.number() }),
});

export async function middleware() {
  const team = await builder().withMiddleware(untyped, counting).withMiddleware(todoListMiddleware()).build();
  const output = await team.invoke({ ...input, count: 1 }, { context: { step: 2 } });
  expectTypeOf(output.count).toBeNumber();
  expectTypeOf(output.todos[0]?.content).toEqualTypeOf<string | undefined>();
  // @ts-expect-error what begins with an underscore is the middleware's own
  output._hidden;
  // @ts-expect-error count is a number
  await team.invoke({ ...input, count: "1" }, { context: { step: 2 } });
  // @ts-expect-error the context of a middleware is missing
  await team.invoke(input);

  const both = await builder().withContextSchema(user).withMiddleware(counting).build();
  await both.invoke(input, { context: { userId: "7", step: 1 } });
  // @ts-expect-error the context of a middleware is missing
  await both.invoke(input, { context: { userId: "7" } });

  const withoutSchemas = await builder()
    .withMiddleware(untyped, modelCallLimitMiddleware({ runLimit: 3 }))
    .build();
  await withoutSchemas.invoke(input);
}

export async function anyTeamTakesATypedOne() {
  const typed = builder()
    .withResponseFormat(weather)
    .withContextSchema(user)
    .withCheckpointer(saver)
    .withMiddleware(counting);
  const any: MCPTeamBuilder = typed;
  const team: AgentTeam = await typed.build();
  const fromAny: AgentTeam = await any.build();
  // Settings may come in any order, and through a variable.
  const chain = new MCPTeamBuilder("team");
  const later = chain
    .withResponseFormat(weather)
    .withLlm(model)
    .withTools([])
    .withStore({} as never);
  expectTypeOf((await (await later.build()).invoke(input)).structuredResponse.city).toBeString();
  return [team, fromAny];
}

export function anApproval() {
  // What is made for LangChain's human-in-the-loop middleware fits as it is, both ways.
  expectTypeOf<ApprovalRequest>().toEqualTypeOf<HITLRequest>();
  expectTypeOf<ApprovalResponse>().toEqualTypeOf<HITLResponse>();
  expectTypeOf<ApprovalDecision>().toEqualTypeOf<DecisionType>();
}
