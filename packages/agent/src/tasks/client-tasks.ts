import { randomUUID } from "node:crypto";
import { ProtocolErrorCode, type Result } from "@modelcontextprotocol/client";
import { RefusedRequest } from "../connection/refused-request.js";
import type { Task } from "./task-schemas.js";

/** How long a result is kept, at most and where the server does not say, in milliseconds. */
const longestTtlMs = 3_600_000;
/** How many tasks a server may have at once. Those that have ended make room for others. */
const maxTasks = 100;
/** How often a server should ask, in milliseconds. */
const pollInterval = 500;

interface Entry {
  task: Task;
  readonly result: Promise<Result>;
  readonly cancelling: AbortController;
}

/**
 * What servers ask of the client as tasks: they get the answer when they come for it.
 *
 * Source: MCP specification 2025-11-25, Tasks.
 */
export class ClientTasks {
  readonly #entries = new Map<string, Entry>();

  get all(): Task[] {
    return [...this.#entries.values()].map(({ task }) => task);
  }

  /** @param run - does what was asked, until the signal says stop */
  start(ttl: number | undefined, run: (signal: AbortSignal) => Promise<Result>): Task {
    if (this.#entries.size >= maxTasks && !this.#dropOldestEnded())
      throw new RefusedRequest(
        `There are ${maxTasks} tasks already: wait for some.`,
        ProtocolErrorCode.InvalidRequest,
      );
    const taskId = randomUUID();
    const now = new Date().toISOString();
    const kept = Math.min(ttl ?? longestTtlMs, longestTtlMs);
    const task: Task = {
      taskId,
      status: "working",
      createdAt: now,
      lastUpdatedAt: now,
      ttl: kept,
      pollInterval,
    };
    const cancelling = new AbortController();
    const entry = { task, cancelling, result: run(cancelling.signal) };
    this.#entries.set(taskId, entry);
    entry.result.then(
      () => this.#end(entry, { status: "completed" }),
      (error: Error) => this.#end(entry, { status: "failed", statusMessage: error.message }),
    );
    setTimeout(() => this.#entries.delete(taskId), kept).unref();
    return task;
  }

  get(taskId: string): Task {
    return this.#find(taskId).task;
  }

  /** Waits for the end of a task. Rejects as the request would have. */
  async result(taskId: string): Promise<Result> {
    const { result } = this.#find(taskId);
    const { _meta, ...answer } = await result;
    return { ...answer, _meta: { ..._meta, "io.modelcontextprotocol/related-task": { taskId } } };
  }

  cancel(taskId: string): Task {
    const entry = this.#find(taskId);
    if (entry.task.status !== "working")
      throw new RefusedRequest(`The task has ended: it is ${entry.task.status}.`);
    this.#end(entry, { status: "cancelled" });
    entry.cancelling.abort();
    return entry.task;
  }

  /** Ends all that is being done, and forgets it. */
  stop(): void {
    for (const { cancelling } of this.#entries.values()) cancelling.abort();
    this.#entries.clear();
  }

  /** The first end counts. */
  #end(entry: Entry, end: Pick<Task, "status" | "statusMessage">): void {
    if (entry.task.status !== "working") return;
    entry.task = { ...entry.task, ...end, lastUpdatedAt: new Date().toISOString() };
  }

  #dropOldestEnded(): boolean {
    for (const [taskId, { task }] of this.#entries)
      if (task.status !== "working") return this.#entries.delete(taskId);
    return false;
  }

  #find(taskId: string): Entry {
    const entry = this.#entries.get(taskId);
    if (entry) return entry;
    throw new RefusedRequest(`There is no task "${taskId}", or not any more.`);
  }
}
