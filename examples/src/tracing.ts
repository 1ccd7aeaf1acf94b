// What a run does, as OpenTelemetry shows it: a span for the team, each answer of the model and each tool, over processes.
import { MCPTeamBuilder } from "@mcp-team/builder";
import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { defaultModel } from "./support/default-model.js";
import { printAnswer, printTools } from "./support/print-run.js";
import { weatherServer } from "./support/programs.js";
import { resultsOf } from "./support/results-of.js";

// An application does this once, for all of its libraries; most often with an exporter that sends spans elsewhere.
const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
);
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());

await using llm = await defaultModel([
  {
    toolCalls: [
      { name: "get_forecast", arguments: { city: "Lisbon" } },
      { name: "get_forecast", arguments: { city: "Atlantis" } },
    ],
  },
  (request) => ({ content: `I know this: ${resultsOf(request, "get_forecast")[0]}.` }),
]);
await using team = await new MCPTeamBuilder("weather_team")
  .withLlm(llm)
  .withMcpServer("node", [weatherServer], { name: "weather" })
  .build();
printTools(team);
printAnswer(await team.invoke({ messages: [{ role: "user", content: "Lisbon or Atlantis?" }] }));

const spans = exporter.getFinishedSpans();
console.log("\nSpans");
printBelow(undefined, "  ");

function printBelow(parent: string | undefined, indent: string): void {
  for (const span of spans.filter(({ parentSpanContext }) => parentSpanContext?.spanId === parent)) {
    console.log(`${indent}${span.name}, ${milliseconds(span)} ms${facts(span)}`);
    printBelow(span.spanContext().spanId, `${indent}  `);
  }
}

function milliseconds({ duration: [seconds, nanoseconds] }: ReadableSpan): number {
  return Math.round(seconds * 1000 + nanoseconds / 1e6);
}

function facts({ attributes }: ReadableSpan): string {
  const shown = ["mcp.server.name", "gen_ai.response.finish_reasons", "error.type"];
  return shown.flatMap((name) => (attributes[name] ? [`, ${name} ${attributes[name]}`] : [])).join("");
}
