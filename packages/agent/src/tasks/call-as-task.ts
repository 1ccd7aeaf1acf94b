import { setTimeout as delay } from "node:timers/promises";
import {
  type CallToolResult,
  type Client,
  type RequestOptions,
  type ServerCapabilities,
  specTypeSchemas,
  type Tool,
} from "@modelcontextprotocol/client";
import { z } from "zod";
import { withContent } from "../connection/tool-result-schema.js";
import { checkOutput } from "./check-output.js";
import { type Task, taskCreated, task as taskSchema } from "./task-schemas.js";

/** How often a server is asked how a task stands, unless it says so itself, in milliseconds. */
const defaultPollIntervalMs = 1_000;
const shortestPollIntervalMs = 50;

const toolResult = withContent(specTypeSchemas.CallToolResult);

/** Whether a tool can be called only as a task. Source: MCP specification 2025-11-25, Tasks, tool-level negotiation. */
export function needsTask(
  { execution }: Tool,
  server: { readonly capabilities: ServerCapabilities },
): boolean {
  return (
    execution?.taskSupport === "required" && server.capabilities.tasks?.requests?.tools?.call !== undefined
  );
}

/**
 * Calls a tool as a task, and waits for its end. What changes with the task in the meantime is progress; giving up cancels it.
 *
 * Source: MCP specification 2025-11-25, Tasks.
 */
export async function callAsTask(
  client: Client,
  tool: Tool,
  args: Record<string, unknown>,
  options: RequestOptions,
): Promise<CallToolResult> {
  const { signal, onprogress } = options;
  const request = { method: "tools/call", params: { name: tool.name, arguments: args, task: {} } };
  const { task } = await client.request(request, taskCreated, options);
  const { taskId } = task;
  const ended = new AbortController();
  const cancel = () => {
    // Nobody waits for it any more, so nobody is to be told when this fails.
    client.request({ method: "tasks/cancel", params: { taskId } }, z.unknown()).catch(() => {});
  };
  signal?.addEventListener("abort", cancel, { once: true });
  void follow(client, task, { onprogress, signal: ended.signal });
  try {
    const ask = { method: "tasks/result", params: { taskId } };
    return checkOutput(tool, await client.request(ask, toolResult, options));
  } finally {
    ended.abort();
    signal?.removeEventListener("abort", cancel);
  }
}

/** Tells whenever a task has got on, until the signal says stop. */
async function follow(
  client: Client,
  first: Task,
  { onprogress, signal }: Required<Pick<RequestOptions, "signal">> & Pick<RequestOptions, "onprogress">,
): Promise<void> {
  const intervalMs = Math.max(first.pollInterval ?? defaultPollIntervalMs, shortestPollIntervalMs);
  let known = first;
  for (let progress = 1; ; ) {
    try {
      await delay(intervalMs, undefined, { signal, ref: false });
      const params = { taskId: first.taskId };
      const now = await client.request({ method: "tasks/get", params }, taskSchema, { signal });
      if (now.status === known.status && now.lastUpdatedAt === known.lastUpdatedAt) continue;
      known = now;
      const { statusMessage: message } = now;
      onprogress?.({ progress, ...(message !== undefined && { message }) });
      progress += 1;
    } catch {
      // The result tells what there is to tell; without an answer to this the task only seems to stand still.
      if (signal.aborted) return;
    }
  }
}
