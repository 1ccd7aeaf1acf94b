import { z } from "zod";

/** What a function is told that gives what a server needs for one principal. */
export interface PrincipalRequest<Context = unknown> {
  /** The context of the run for which the server is connected to. */
  readonly context: Context;
}

/**
 * Gives what a server needs for one principal, at once or later. What its context is, it says itself:
 * `({ context }: PrincipalRequest<{ user: string }>) => …`.
 */
export type ContextFunction<T> = (request: PrincipalRequest<never>) => T | Promise<T>;

/** A value of a server, or a function that gives one for each principal: what it gives is checked when it is called. */
export function orFunction<S extends z.ZodType>(schema: S) {
  return z.unknown().transform((value, context): z.output<S> | ContextFunction<z.output<S>> => {
    if (typeof value === "function") return value as ContextFunction<z.output<S>>;
    const { data, error } = schema.safeParse(value);
    for (const { path, message } of error?.issues ?? [])
      context.issues.push({ code: "custom", input: undefined, path, message });
    return error ? z.NEVER : data;
  });
}
