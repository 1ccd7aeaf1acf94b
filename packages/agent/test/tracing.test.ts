import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tool } from "@langchain/core/tools";
import { Command, interrupt, MemorySaver } from "@langchain/langgraph";
import { ChatOpenAI } from "@langchain/openai";
import { readCallLog, referenceServer, startScriptedModel, startServer, waitFor } from "@mcp-team/testing";
import {
  context,
  metrics,
  propagation,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { z } from "zod";
import { SamplingFeature } from "../src/index.js";
import { startTeam, type TestServer } from "./support.js";

const calls = (name: string, args: Record<string, unknown> = {}) => ({
  toolCalls: [{ name, arguments: args }],
});
const stdio = { kind: "stdio", ...referenceServer() } as const;

const exporter = new InMemorySpanExporter();
const measured = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter: measured, exportIntervalMillis: 60_000 });

/** Installs an SDK, as applications do. Everything before it is without one. */
function installSdk(): void {
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [reader] }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(
    new CompositePropagator({ propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()] }),
  );
}

const spans = () => exporter.getFinishedSpans();
const named = (name: string) => spans().filter((span) => span.name === name);
const only = (name: string) => {
  const found = named(name);
  expect(found.map((span) => span.name)).toEqual([name]);
  return found[0] as ReadableSpan;
};
const parentOf = ({ parentSpanContext }: ReadableSpan) =>
  spans().find((span) => span.spanContext().spanId === parentSpanContext?.spanId)?.name;
const header = ({ traceId, spanId }: SpanContext) => `00-${traceId}-${spanId}-01`;

it("without an SDK nothing is sent along", async () => {
  await using test = await startTeam({ stdio }, { script: [calls("meta"), { content: "Done." }] });
  const [, answer] = await test.ask("go");
  expect(answer?.text).not.toContain("traceparent");
});

describe("with an SDK", () => {
  beforeAll(installSdk);
  beforeEach(() => exporter.reset());
  afterAll(() => {
    trace.disable();
    metrics.disable();
    context.disable();
    propagation.disable();
  });

  it.each<["legacy" | "modern", "stdio" | "http"]>([
    ["legacy", "stdio"],
    ["modern", "stdio"],
    ["legacy", "http"],
    ["modern", "http"],
  ])("a run is a tree of spans, and the server is told where it belongs: %s, %s", async (era, transport) => {
    await using remote = transport === "http" ? await startServer({ transport, era }) : undefined;
    const server: TestServer = remote
      ? { kind: "http", url: remote.url }
      : { kind: "stdio", ...referenceServer({ era }) };
    await using test = await startTeam({ server }, { script: [calls("meta"), { content: "Done." }] });
    const connecting = spans().map(({ name }) => name);
    expect(connecting).toContain(era === "legacy" ? "initialize" : "server/discover");
    expect(connecting).toContain("tools/list");
    exporter.reset();

    const baggage = propagation.createBaggage({ tenant: { value: "acme" } });
    const [, answer] = await context.with(propagation.setBaggage(context.active(), baggage), () =>
      test.ask("go", { configurable: { thread_id: "t-1" } }),
    );

    expect(spans().map((span) => [span.name, parentOf(span)])).toEqual([
      ["chat gpt-4o-mini", "invoke_agent team"],
      ["execute_tool meta", "invoke_agent team"],
      ["chat gpt-4o-mini", "invoke_agent team"],
      ["invoke_agent team", undefined],
    ]);
    const execution = only("execute_tool meta");
    expect(JSON.parse(answer?.text ?? "")).toMatchObject({
      traceparent: header(execution.spanContext()),
      baggage: "tenant=acme",
    });
    expect(execution.attributes).toMatchObject({
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": "meta",
      "gen_ai.tool.type": "extension",
      "gen_ai.tool.call.id": expect.any(String),
      "mcp.method.name": "tools/call",
      "mcp.server.name": "server",
      "jsonrpc.request.id": expect.any(String),
      "network.transport": transport === "stdio" ? "pipe" : "tcp",
      ...(remote && { "server.address": "127.0.0.1", "server.port": Number(new URL(remote.url).port) }),
      ...(remote && era === "legacy" && { "mcp.session.id": expect.any(String) }),
      "mcp.protocol.version": era === "legacy" ? "2025-11-25" : "2026-07-28",
    });
    expect(execution.attributes).not.toHaveProperty("gen_ai.tool.call.result");
    const [chat] = named("chat gpt-4o-mini") as [ReadableSpan];
    expect(chat.kind).toBe(SpanKind.CLIENT);
    expect(chat.attributes).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-4o-mini",
      "gen_ai.conversation.id": "t-1",
      "gen_ai.usage.input_tokens": expect.any(Number),
      "gen_ai.usage.output_tokens": expect.any(Number),
      "gen_ai.response.finish_reasons": ["tool_calls"],
    });
    const run = only("invoke_agent team");
    const used = named("chat gpt-4o-mini").map((span) =>
      Number(span.attributes["gen_ai.usage.input_tokens"]),
    );
    expect(run.attributes).toMatchObject({
      "gen_ai.agent.name": "team",
      "gen_ai.conversation.id": "t-1",
      "gen_ai.usage.input_tokens": used.reduce((sum, count) => sum + count, 0),
    });
  });

  it.each(["legacy", "modern"] as const)(
    "a model that a server asks in the middle of its call has a span below that call: %s",
    async (era) => {
      await using asked = await startScriptedModel([{ content: "Rome." }]);
      const params = {
        messages: [{ role: "user", content: { type: "text", text: "Which city?" } }],
        maxTokens: 50,
      };
      const model = new ChatOpenAI({ ...asked.modelOptions, model: "gpt-4o", maxRetries: 0 });
      await using test = await startTeam(
        { server: { kind: "stdio", ...referenceServer({ era, tools: ["sample"] }) } },
        {
          script: [calls("sample", { params }), { content: "Done." }],
          features: [new SamplingFeature({ model: async () => model })],
        },
      );
      exporter.reset();
      await test.ask("go", { configurable: { thread_id: "t-2" } });
      const sampled = only("chat gpt-4o");
      expect(parentOf(sampled)).toBe("execute_tool sample");
      expect(sampled.attributes).toMatchObject({
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "gpt-4o",
        "gen_ai.conversation.id": "t-2",
        "gen_ai.usage.input_tokens": expect.any(Number),
      });
    },
  );

  it("what fails says why", async () => {
    const broken = tool(() => Promise.reject(new RangeError("too far")), {
      name: "broken",
      schema: z.object({}),
    });
    const script = [
      {
        toolCalls: [
          { name: "fail", arguments: { message: "no luck" } },
          { name: "sleep", arguments: { ms: 60_000 } },
          { name: "broken", arguments: {} },
        ],
      },
      { content: "Done." },
    ];
    await using test = await startTeam(
      { stdio: { ...stdio, callTimeoutMs: 300 } },
      { script, tools: [broken] },
    );
    await test.ask("go");
    const failures = spans()
      .filter(({ status }) => status.code === 2)
      .map(({ name, attributes, status }) => [name, attributes["error.type"], status.message]);
    expect(failures.sort()).toEqual([
      ["execute_tool broken", "RangeError", "too far"],
      ["execute_tool fail", "TOOL", "no luck"],
      ["execute_tool sleep", "TIMEOUT", expect.stringContaining("within 300 ms")],
    ]);
    await reader.forceFlush();
    const points = measured
      .getMetrics()
      .at(-1)
      ?.scopeMetrics.flatMap(({ metrics: all }) => all);
    const types = (name: string) =>
      points
        ?.find(({ descriptor }) => descriptor.name === name)
        ?.dataPoints.map(({ attributes }) => attributes["error.type"]);
    expect(types("mcp.client.operation.duration")).toEqual(expect.arrayContaining(["tool_error", "timeout"]));
    expect(types("gen_ai.execute_tool.duration")).toEqual(
      expect.arrayContaining(["TOOL", "TIMEOUT", "RangeError"]),
    );
    expect(points?.map(({ descriptor: { name, unit } }) => `${name} ${unit}`).sort()).toEqual([
      "gen_ai.client.operation.duration s",
      "gen_ai.client.token.usage {token}",
      "gen_ai.execute_tool.duration s",
      "gen_ai.invoke_agent.duration s",
      "mcp.client.operation.duration s",
      "mcp.client.session.duration s",
    ]);
  });

  it("other requests to servers have spans of their own", async () => {
    await using test = await startTeam({ stdio });
    exporter.reset();
    await test.team.prompts.get("greet", { name: "Ada" });
    await test.team.resources.read("text://greeting");
    await expect(test.team.prompts.get("missing")).rejects.toThrow();
    const [echo] = test.team.tools.filter(({ name }) => name === "echo");
    await echo?.invoke({ text: "hi" });
    expect(only("prompts/get greet")).toMatchObject({
      kind: SpanKind.CLIENT,
      attributes: { "mcp.method.name": "prompts/get", "gen_ai.prompt.name": "greet" },
    });
    expect(only("resources/read").attributes["mcp.resource.uri"]).toBe("text://greeting");
    expect(only("prompts/get missing").attributes).toMatchObject({
      "error.type": "-32602",
      "rpc.response.status_code": "-32602",
    });
    expect(only("tools/call echo").attributes["gen_ai.operation.name"]).toBe("execute_tool");
  });

  it("a stream is one run, which ends with it, and a team below another is below its tool", async () => {
    await using inner = await startTeam(
      { stdio },
      { script: [calls("pid"), { content: "Done." }], name: "inner" },
    );
    await using test = await startTeam(
      { stdio },
      {
        script: [calls("inner", { task: "go" }), { content: "one two three" }],
        members: [{ team: inner.team, owned: false }],
      },
    );
    exporter.reset();
    const stream = await test.team.stream({ messages: [{ role: "user", content: "go" }] });
    for await (const _ of stream) expect(named("invoke_agent team")).toEqual([]);
    expect(parentOf(only("invoke_agent inner"))).toBe("execute_tool inner");
    expect(parentOf(only("execute_tool pid"))).toBe("invoke_agent inner");
    expect(parentOf(only("execute_tool inner"))).toBe("invoke_agent team");
    expect(only("invoke_agent team").parentSpanContext).toBeUndefined();

    exporter.reset();
    for await (const _ of await test.team.stream({ messages: [{ role: "user", content: "go" }] })) break;
    await waitFor(() => named("invoke_agent team").length === 1);
  });

  it("a team below another that waits for a person has not failed, and its span tells nothing of what it waits for", async () => {
    const ask = tool(({ question }) => `they said ${interrupt(question)}`, {
      name: "ask",
      schema: z.object({ question: z.string() }),
    });
    await using inner = await startTeam(
      { stdio },
      { script: [calls("ask", { question: "secret?" }), { content: "Done." }], name: "inner", tools: [ask] },
    );
    await using test = await startTeam(
      { stdio },
      {
        script: [calls("inner", { task: "go" }), { content: "Done." }],
        members: [{ team: inner.team, owned: false }],
        checkpointer: new MemorySaver(),
      },
    );
    exporter.reset();
    const thread = { configurable: { thread_id: "t-3" } };
    const { __interrupt__ } = await test.team.invoke({ messages: [{ role: "user", content: "go" }] }, thread);
    expect(__interrupt__).toMatchObject([{ value: "secret?" }]);
    const { status, attributes } = only("invoke_agent inner");
    expect([status, attributes["error.type"]]).toEqual([{ code: SpanStatusCode.UNSET }, undefined]);
    await test.team.invoke(new Command({ resume: "yes" }), thread);
    expect(named("invoke_agent inner").map((span) => span.status.code)).toEqual([
      SpanStatusCode.UNSET,
      SpanStatusCode.UNSET,
    ]);
  });

  it("reconnects are events of the calls that wait for them", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tracing-"));
    const log = join(folder, "calls.log");
    const server = { kind: "stdio", ...referenceServer({ log }), reconnect: { initialDelayMs: 1 } } as const;
    await using test = await startTeam(
      { server },
      { script: [calls("sleep", { ms: 400 }), { content: "Done." }] },
    );
    exporter.reset();
    const run = test.ask("go");
    await waitFor(() => readCallLog(log).length > 0);
    process.kill(Number(test.team.servers[0]?.pid), "SIGKILL");
    await run;
    rmSync(folder, { recursive: true });
    const { events, status } = only("execute_tool sleep");
    expect(status.code).toBe(0);
    expect(events.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["mcp.connection.reconnecting", "mcp.connection.ready"]),
    );
  });

  it("what is said is captured only when the environment asks for it", async () => {
    process.env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT = "true";
    try {
      await using test = await startTeam(
        { stdio },
        { script: [calls("echo", { text: "hi" }), { content: "Bye." }] },
      );
      await test.ask("Say hi.");
    } finally {
      delete process.env.OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT;
    }
    expect(only("execute_tool echo").attributes).toMatchObject({
      "gen_ai.tool.call.arguments": '{"text":"hi"}',
      "gen_ai.tool.call.result": "hi",
    });
    const last = named("chat gpt-4o-mini").at(-1)?.attributes ?? {};
    expect(JSON.parse(String(last["gen_ai.input.messages"]))[0]).toEqual({
      role: "user",
      parts: [{ type: "text", content: "Say hi." }],
    });
    expect(String(last["gen_ai.output.messages"])).toContain("Bye.");
  });
});
