import type { ServiceError } from "./service-error.js";

/** The body of every answer that is an error, and the data of an `error` event. */
export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly problems?: readonly { readonly path: string; readonly message: string }[];
  };
  /** Finds the request in the log. */
  readonly requestId: string;
}

export function errorBody({ code, message, problems }: ServiceError, requestId: string): ErrorBody {
  return { error: { code, message, ...(problems && { problems }) }, requestId };
}
