/** Why a request is not let through. */
export interface Refusal {
  /** The HTTP status. */
  readonly status: number;
  /** A stable identifier for programs, such as `"RATE_LIMITED"`. */
  readonly code: string;
  /** For whoever sent it. */
  readonly message: string;
  /** When it makes sense to ask again, in seconds. */
  readonly retryAfterSeconds?: number;
}

export const unreadableAddress: Refusal = {
  status: 400,
  code: "BAD_REQUEST",
  message: "X-Forwarded-For holds what is no address.",
};

export const addressNotAllowed: Refusal = {
  status: 403,
  code: "ADDRESS_NOT_ALLOWED",
  message: "This address may not ask.",
};

export const openToNobody: Refusal = {
  status: 403,
  code: "NOT_OPEN",
  message:
    "Nothing checks who asks here, so other machines may not: the operator has to set auth or allowRemote.",
};

/** @param message - what is wrong with where the request comes from */
export function sourceNotAllowed(message: string): Refusal {
  const code = message.startsWith("Invalid Host") ? "HOST_NOT_ALLOWED" : "ORIGIN_NOT_ALLOWED";
  return { status: 403, code, message };
}

/** @param message - what is wrong with the key or the token */
export function notAuthenticated(message: string): Refusal {
  return { status: 401, code: "NOT_AUTHENTICATED", message };
}

/** @param scopes - what the token would have to allow */
export function insufficientScope(scopes: readonly string[]): Refusal {
  const message = `The token does not allow this: it needs ${scopes.join(" ")}.`;
  return { status: 403, code: "INSUFFICIENT_SCOPE", message };
}

export const tokensUnchecked: Refusal = {
  status: 503,
  code: "TOKENS_UNCHECKED",
  message: "The token cannot be checked now: the keys of its issuer cannot be had.",
  retryAfterSeconds: 5,
};

/** @param waitMs - when the window is over, in milliseconds */
export function rateLimited(waitMs: number): Refusal {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const message = `These were too many requests: ask again in ${retryAfterSeconds} s.`;
  return { status: 429, code: "RATE_LIMITED", message, retryAfterSeconds };
}

export const tooManyOpen: Refusal = {
  status: 503,
  code: "TOO_MANY_REQUESTS_OPEN",
  message: "Too many requests are open at once: ask again when one has ended.",
  retryAfterSeconds: 1,
};

/** @param maxDepth - how deep a body may be */
export function bodyTooDeep(maxDepth: number): Refusal {
  const message = `The body is too deep: its lists and objects may lie in each other ${maxDepth} times.`;
  return { status: 400, code: "BODY_TOO_DEEP", message };
}
