import {
  CLIENT_CAPABILITIES_META_KEY,
  type Client,
  type ClientCapabilities,
  type ClientOptions,
  type Implementation,
  type LoggingLevel,
} from "@modelcontextprotocol/client";
import { z } from "zod";
import { LoggingClient } from "../connection/logging-client.js";
import { ClientTasks } from "./client-tasks.js";
import { taskParams } from "./task-schemas.js";

type Handler = Parameters<Client["_wrapHandler"]>[1];

/**
 * The SDK's client, which lets servers of 2025-11-25 ask as tasks for what it offers: the SDK knows the words for tasks, and
 * does nothing with them.
 */
export class TaskClient extends LoggingClient {
  readonly #tasks = new ClientTasks();

  constructor(info: Implementation, options: ClientOptions, level: LoggingLevel | undefined) {
    const capabilities = withTasks(options.capabilities ?? {});
    super(info, { ...options, capabilities }, level);
    if (!capabilities.tasks) return;
    this.setRequestHandler("tasks/get", { params: taskParams }, ({ taskId }) => this.#tasks.get(taskId));
    this.setRequestHandler("tasks/result", { params: taskParams }, ({ taskId }) =>
      this.#tasks.result(taskId),
    );
    this.setRequestHandler("tasks/cancel", { params: taskParams }, ({ taskId }) =>
      this.#tasks.cancel(taskId),
    );
    this.setRequestHandler("tasks/list", { params: z.unknown() }, () => ({ tasks: this.#tasks.all }));
  }

  /** The SDK's extension point for handlers: a request that is to be a task is answered with the task, and then handled. */
  protected override _wrapHandler(method: string, handler: Handler): Handler {
    const handle = super._wrapHandler(method, handler);
    if (method !== "sampling/createMessage" && method !== "elicitation/create") return handle;
    return async (request, context) => {
      const { task, ...params } = request.params ?? {};
      if (!isTaskRequest(task)) return handle(request, context);
      const run = (signal: AbortSignal) =>
        handle({ ...request, params }, { ...context, mcpReq: { ...context.mcpReq, signal } });
      return { task: this.#tasks.start(task.ttl, run) };
    };
  }

  /** Nobody comes for them any more. */
  protected override _onclose(): void {
    super._onclose();
    this.#tasks.stop();
  }

  /** There are no such tasks in the modern era. */
  protected override _outboundMetaEnvelope(): Readonly<Record<string, unknown>> | undefined {
    const envelope = super._outboundMetaEnvelope();
    if (!envelope) return undefined;
    const { tasks: _, ...capabilities } = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities;
    return { ...envelope, [CLIENT_CAPABILITIES_META_KEY]: capabilities };
  }
}

/** Says that what the client offers can be asked for as a task. */
function withTasks(capabilities: ClientCapabilities): ClientCapabilities {
  const { sampling, elicitation } = capabilities;
  if (!sampling && !elicitation) return capabilities;
  const requests = {
    ...(sampling && { sampling: { createMessage: {} } }),
    ...(elicitation && { elicitation: { create: {} } }),
  };
  return { ...capabilities, tasks: { list: {}, cancel: {}, requests } };
}

function isTaskRequest(task: unknown): task is { readonly ttl?: number } {
  return typeof task === "object" && task !== null;
}
