import { performance } from "node:perf_hooks";
import type { AIMessage, ToolMessage } from "@langchain/core/messages";
import { toolCallsOf } from "../messages/wire-message.js";
import type { ToolEndEvent, ToolFacts, ToolStartEvent } from "./service-event.js";

/** Tells which server has a tool; `undefined` for a local one, and for one that does not exist. */
export type ServerOfTool = (tool: string) => string | undefined;

/** The tool calls of one run that are under way. */
export class ToolCalls {
  readonly #serverOf: ServerOfTool;
  readonly #now: () => number;
  readonly #running = new Map<string, { readonly facts: ToolFacts; readonly startedAt: number }>();

  /** @param now - a clock, in milliseconds */
  constructor(serverOf: ServerOfTool, now: () => number = () => performance.now()) {
    this.#serverOf = serverOf;
    this.#now = now;
  }

  /** The calls that a message of the model makes. */
  start(message: AIMessage): ToolStartEvent[] {
    return toolCallsOf(message).map(({ id, tool, arguments: args }) => {
      const server = this.#serverOf(tool);
      const facts = { id, tool, ...(server !== undefined && { server }) };
      this.#running.set(id, { facts, startedAt: this.#now() });
      return { event: "tool", data: { phase: "start", ...facts, arguments: args } };
    });
  }

  /** The call that a message of a tool answers. None for one that was not started here. */
  end({ tool_call_id: id, status = "success" }: ToolMessage): ToolEndEvent[] {
    const running = this.#running.get(id);
    if (running === undefined) return [];
    this.#running.delete(id);
    const durationMs = Math.round(this.#now() - running.startedAt);
    return [{ event: "tool", data: { phase: "end", ...running.facts, status, durationMs } }];
  }
}
