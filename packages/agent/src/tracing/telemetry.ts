import {
  createNoopMeter,
  type Histogram,
  type MeterProvider,
  metrics,
  ProxyTracerProvider,
  propagation,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { clientInfo } from "../client-info.js";

/** Gives the spans of this library. Without an SDK they are of no effect, and so is all else here. */
export function tracer(): Tracer {
  return trace.getTracer(clientInfo.name, clientInfo.version);
}

/** What is measured. Source: OpenTelemetry semantic conventions for MCP and for generative AI, metrics. */
export interface Instruments {
  readonly mcpOperation: Histogram;
  readonly mcpSession: Histogram;
  readonly modelCall: Histogram;
  readonly tokens: Histogram;
  readonly toolCall: Histogram;
  readonly run: Histogram;
}

interface Made {
  readonly provider: MeterProvider;
  readonly instruments: Instruments;
  /** Whether anybody is told what is measured. */
  readonly isMeasuring: boolean;
}

let made: Made | undefined;

/** Under this all copies of the API keep what is registered with any of them. */
const registered = Symbol.for("opentelemetry.js.api.1");

/** Where no SDK is installed, spans come from this. */
const noProvider = new ProxyTracerProvider().getDelegate();

/**
 * Whether anybody is told of spans or measures, or traces are sent along. Without an SDK nobody is, and what would be of no
 * effect need not be done: it is asked each time, because an SDK may be installed later.
 */
export function isObserved(): boolean {
  // Nothing was ever registered: most calls need not look further.
  if (!(registered in globalThis)) return false;
  const provider = trace.getTracerProvider();
  if (!(provider instanceof ProxyTracerProvider) || provider.getDelegate() !== noProvider) return true;
  return makeOnce().isMeasuring || propagation.fields().length > 0;
}

/** The instruments of the SDK that is installed now: one that comes later gets instruments of its own. */
export function instruments(): Instruments {
  return makeOnce().instruments;
}

function makeOnce(): Made {
  const provider = metrics.getMeterProvider();
  if (made?.provider === provider) return made;
  const isMeasuring = provider.getMeter(clientInfo.name, clientInfo.version) !== createNoopMeter();
  made = { provider, instruments: makeInstruments(provider), isMeasuring };
  return made;
}

/** The boundaries that the conventions recommend: for MCP in seconds, for models in seconds, for tokens. */
const mcpBoundaries = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
const modelBoundaries = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
const tokenBoundaries = Array.from({ length: 14 }, (_, power) => 4 ** power);

function makeInstruments(provider: MeterProvider): Instruments {
  const meter = provider.getMeter(clientInfo.name, clientInfo.version);
  const duration = (name: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { description, unit: "s", advice: { explicitBucketBoundaries } });
  return {
    mcpOperation: duration(
      "mcp.client.operation.duration",
      "How long requests to MCP servers take.",
      mcpBoundaries,
    ),
    mcpSession: duration(
      "mcp.client.session.duration",
      "How long sessions with MCP servers last.",
      mcpBoundaries,
    ),
    modelCall: duration(
      "gen_ai.client.operation.duration",
      "How long calls of models take.",
      modelBoundaries,
    ),
    tokens: meter.createHistogram("gen_ai.client.token.usage", {
      description: "How many tokens calls of models use.",
      unit: "{token}",
      advice: { explicitBucketBoundaries: tokenBoundaries },
    }),
    toolCall: duration("gen_ai.execute_tool.duration", "How long tools run.", mcpBoundaries),
    run: duration("gen_ai.invoke_agent.duration", "How long runs of teams take.", mcpBoundaries),
  };
}
