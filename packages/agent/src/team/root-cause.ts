/** LangChain wraps what passes through a middleware in errors of its own: the error that was thrown is inside. */
export function rootCause(error: unknown): unknown {
  let root = error;
  while (isMiddlewareError(root) && root.cause !== undefined) root = root.cause;
  return root;
}

/**
 * As `MiddlewareError.isInstance`, whose module is loaded with a team only. Its name says nothing: it is that of its cause.
 * Source: langchain, `agents/errors`
 */
function isMiddlewareError(error: unknown): error is Error {
  return error instanceof Error && "~brand" in error && error["~brand"] === "MiddlewareError";
}
