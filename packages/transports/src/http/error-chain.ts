/**
 * An error as far as it can be told without its class, which may be of another realm or another copy of a
 * package.
 */
export interface ErrorLike {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

export function isErrorLike(value: unknown): value is ErrorLike {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Record<string, unknown>).message === "string" &&
    typeof (value as Record<string, unknown>).name === "string"
  );
}

/**
 * An error with what caused it, the outermost first. Of several causes, as of several addresses tried, the
 * first counts.
 */
export function errorChain(error: unknown): ErrorLike[] {
  const chain: ErrorLike[] = [];
  let next = error;
  while (isErrorLike(next) && !chain.includes(next)) {
    chain.push(next);
    next = next.cause ?? (Array.isArray(next.errors) ? next.errors[0] : undefined);
  }
  return chain;
}
