import { AsyncLocalStorage } from "node:async_hooks";

/** The context of the run that does something at this moment, and whose it is. */
interface RunContext {
  readonly principal: string;
  readonly context: unknown;
}

const current = new AsyncLocalStorage<RunContext>();

/** Does something for a run: what servers are given meanwhile depends on its context. */
export function withinRun<T>(principal: string, context: unknown, action: () => T): T {
  return current.run({ principal, context }, action);
}

/** The context of the run that does something at this moment, if that is one of the principal. */
export function contextOfRun(principal: string): { readonly context: unknown } | undefined {
  const run = current.getStore();
  return run?.principal === principal ? run : undefined;
}
