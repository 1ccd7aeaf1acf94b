import type { TokenStore } from "@mcp-team/transports";

/** Whom a server is connected to for. */
export interface BoundTo {
  /** Gives the context of the run that uses the server at that moment. */
  readonly context: () => unknown;
  /** Tells principals apart: tokens that are kept for one are not found for another. */
  readonly principal: string;
}

/** What an `auth` is bound to. */
export interface AuthBoundTo extends BoundTo {
  /** Where tokens are kept for which no store is given. It outlives the connections: nobody logs in again for another one. */
  readonly store: TokenStore;
}

/** A function of the program, which is given the context in a request. */
type Giver = (...args: readonly unknown[]) => unknown;

/** The kinds of `auth` that have options of their own, and those of them that get tokens and keep them. */
const kinds = { basic: false, clientCredentials: true, oauth: true } as const;

/** Gives a function the context besides what it is handed anyway. What is no function stays as it is. */
export function bindFunction<T>(value: T, { context }: Pick<BoundTo, "context">, position = 0): T {
  if (typeof value !== "function") return value;
  const give = value as unknown as Giver;
  const bound: Giver = (...args) =>
    give(...args.slice(0, position), { ...(args[position] as object), context: context() });
  return bound as T;
}

/** Gives the functions in an `auth` the context. A provider of the SDK is left alone: it knows nothing of runs. */
export function bindAuth<T extends object>(auth: T, to: AuthBoundTo): T {
  const entries = Object.entries(auth).map(([key, value]) => {
    if (!(key in kinds)) return [key, isSecret(key) ? bindFunction(value, to) : value];
    const options = Object.entries(value as object).map(([name, each]) => [
      name,
      bindFunction(each, to, name === "authorize" ? 1 : 0),
    ]);
    return [key, { ...Object.fromEntries(options), ...keptFor(key, value as object, to) }];
  });
  return isProvider(auth) ? auth : Object.fromEntries(entries);
}

/** Whether an `auth` depends on whom a run is for. A person logs in for themselves alone. */
export function dependsOnPrincipal(auth: unknown): boolean {
  if (typeof auth === "function") return true;
  if (typeof auth !== "object" || auth === null || isProvider(auth)) return false;
  return Object.entries(auth).some(([key, value]) => {
    if (key === "oauth" || (isSecret(key) && typeof value === "function")) return true;
    return key in kinds && Object.values(value as object).some((each) => typeof each === "function");
  });
}

function isSecret(key: string): boolean {
  return key === "bearer" || key === "apiKey";
}

function isProvider(auth: object): boolean {
  return !Object.keys(auth).some((key) => isSecret(key) || key in kinds);
}

/** Where the tokens of a principal are kept, and as whose. */
function keptFor(
  key: string,
  options: { readonly account?: unknown; readonly store?: unknown },
  { principal, store }: AuthBoundTo,
): object {
  if (!kinds[key as keyof typeof kinds]) return {};
  return { account: JSON.stringify([options.account ?? "", principal]), store: options.store ?? store };
}
