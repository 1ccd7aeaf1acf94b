import type { FetchLike } from "@modelcontextprotocol/client";
import { settledOrAborted } from "../http/settled-or-aborted.js";
import type { Challenge, Credentials, CredentialUse, Issued } from "./credentials.js";

/** How often a request is repeated with other credentials. One that was kept from before, and is over, does not count. */
const mostRepeats: Readonly<Record<Challenge, number>> = { unauthorized: 1, insufficient_scope: 2 };

/** Sends one request with what each of the credentials adds to it. */
export type SendWith = (issued: readonly Issued[]) => Promise<Response>;

/**
 * Sends a request with credentials, and repeats it with newer ones when they are refused: what was refused was never run.
 *
 * @param credentials - the last ones stand above the others
 */
export async function authorized(
  credentials: readonly Credentials[],
  use: Omit<CredentialUse, "signal">,
  init: NonNullable<Parameters<FetchLike>[1]>,
  send: SendWith,
): Promise<Response> {
  const { signal, method = "GET" } = init;
  const asked = { ...use, signal };
  const orAborted = <T>(work: Promise<T>) => settledOrAborted(work, signal);
  const repeats: Record<Challenge, number> = { unauthorized: 0, insufficient_scope: 0 };
  const first = credentials.map((each) => each.issue(asked));
  let issued = first.some((each) => each instanceof Promise)
    ? await orAborted(Promise.all(first))
    : (first as Issued[]);
  for (;;) {
    const response = await send(issued);
    const challenge = challengeOf(response);
    // A session that is over is not worth a login.
    if (challenge === undefined || method === "DELETE") return response;
    const untried = challenge === "unauthorized" && issued.some(({ kept }) => kept);
    if (repeats[challenge]++ >= mostRepeats[challenge] + Number(untried)) return response;
    const refused = issued;
    const renewals = credentials.map((each, index) =>
      each.renew({ challenge, issued: refused[index] as Issued, response }, asked),
    );
    const renewed = await orAborted(Promise.all(renewals));
    if (renewed.every((each) => each === undefined)) return response;
    await response.body?.cancel();
    issued = refused.map((each, index) => renewed[index] ?? each);
  }
}

function challengeOf({ status, headers }: Response): Challenge | undefined {
  if (status === 401) return "unauthorized";
  // Source: RFC 6750, section 3.1.
  const asked = headers.get("www-authenticate") ?? "";
  return status === 403 && /\berror="?insufficient_scope\b/i.test(asked) ? "insufficient_scope" : undefined;
}
