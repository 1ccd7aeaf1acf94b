import { z } from "zod";

/** Where a task stands. Source: MCP specification 2025-11-25, Tasks. */
export const task = z.looseObject({
  taskId: z.string(),
  status: z.enum(["working", "input_required", "completed", "failed", "cancelled"]),
  createdAt: z.string(),
  lastUpdatedAt: z.string(),
  /** How long its result is kept, in milliseconds; for ever, where it is `null`. */
  ttl: z.number().nullable(),
  pollInterval: z.number().optional(),
  statusMessage: z.string().optional(),
});

export type Task = z.infer<typeof task>;

/** What comes in place of a result when a request has become a task. */
export const taskCreated = z.looseObject({ task });

/** Which task is meant. */
export const taskParams = z.looseObject({ taskId: z.string() });
