import { isGraphBubbleUp } from "@langchain/langgraph";
import { type Attributes, type Context, context, type Span, trace } from "@opentelemetry/api";
import { modelFacts } from "./model-facts.js";
import { errorType, failSpan } from "./span-errors.js";
import { instruments, tracer } from "./telemetry.js";
import { startTimer } from "./timer.js";
import { type RunUsage, withToolCall, withUsage } from "./trace-context.js";

/** What a span says of the team that runs. */
export interface TracedTeam {
  readonly name: string;
  readonly description?: string | undefined;
  readonly model: unknown;
}

/**
 * The span of a team's run, from its beginning to its end. What is done `within` it is below it.
 *
 * Source: OpenTelemetry semantic conventions for generative AI, invoke agent internal span
 */
export class RunTrace {
  readonly #span: Span;
  readonly #context: Context;
  readonly #attributes: Attributes;
  readonly #seconds = startTimer();
  readonly #usage: RunUsage = { input: 0, output: 0 };

  constructor(team: TracedTeam, configurable: Readonly<Record<string, unknown>> | undefined) {
    const { thread_id } = configurable ?? {};
    this.#attributes = {
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.agent.name": team.name,
      ...modelFacts(team.model).attributes,
    };
    this.#span = tracer().startSpan(`invoke_agent ${team.name}`, {
      attributes: {
        ...this.#attributes,
        ...(team.description !== undefined && { "gen_ai.agent.description": team.description }),
        ...(typeof thread_id === "string" && { "gen_ai.conversation.id": thread_id }),
      },
    });
    // A team that is a tool of another one has calls of its own.
    const active = withToolCall(context.active(), undefined);
    this.#context = withUsage(trace.setSpan(active, this.#span), this.#usage);
  }

  within<T>(run: () => T): T {
    return context.with(this.#context, run);
  }

  /** @param reason - why the run ended before its end, if it did */
  end(reason?: unknown): void {
    // An interrupt of a team inside another one is no failure: somebody is asked, and the run goes on.
    const error = isGraphBubbleUp(reason) ? undefined : reason;
    const failed = error === undefined ? {} : { "error.type": errorType(error) };
    if (error !== undefined) failSpan(this.#span, errorType(error), (error as Error).message);
    const { input, output } = this.#usage;
    if (input + output > 0)
      this.#span.setAttributes({ "gen_ai.usage.input_tokens": input, "gen_ai.usage.output_tokens": output });
    this.#span.end();
    instruments().run.record(this.#seconds(), { ...this.#attributes, ...failed });
  }
}
