/** What the suite tells the program that it tests. */
export interface Visit {
  /** The scenario, as the suite names it. */
  readonly scenario: string;
  /** The server that the suite started. */
  readonly url: string;
  /** What the scenario gives its client, such as who it is. */
  readonly context: Readonly<Record<string, unknown>>;
}

/**
 * Reads the command line and the environment that the suite starts a client with.
 *
 * Source: README of `@modelcontextprotocol/conformance`, client testing.
 */
export function readVisit(args: readonly string[], env: NodeJS.ProcessEnv): Visit {
  const url = args.at(-1);
  const scenario = env.MCP_CONFORMANCE_SCENARIO;
  if (url === undefined || scenario === undefined)
    throw new TypeError("The conformance suite starts this program: run `pnpm conformance` instead.");
  return { scenario, url, context: JSON.parse(env.MCP_CONFORMANCE_CONTEXT ?? "{}") };
}

/** A text of the context. */
export function textOf({ scenario, context }: Visit, name: string): string {
  const value = context[name];
  if (typeof value !== "string") throw new TypeError(`The suite gave ${scenario} no ${name}.`);
  return value;
}
