/** LangChain wraps what passes through a middleware in errors of its own: the error that was thrown is inside. */
export function rootCause(error: unknown): unknown {
  let root = error;
  while (root instanceof Error && root.name === "MiddlewareError" && root.cause !== undefined)
    root = root.cause;
  return root;
}
