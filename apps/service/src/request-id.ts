import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

/** What is taken from a client goes to logs and headers, so it has to be plain and short. */
const acceptable = /^[\w.:/+=-]{1,128}$/;

/** The id of a request: the client's own `x-request-id` where it is fit for a log, else a new one. */
export function requestIdOf({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && acceptable.test(given) ? given : randomUUID();
}
