import type { FetchLike } from "@modelcontextprotocol/client";
import type { KnownSecrets } from "../../http/known-secrets.js";

/**
 * Masks what an authorization server says when it refuses. It may quote what it was sent, and the SDK writes its words to standard
 * error, where no error of ours is asked.
 */
export function withMaskedRefusals(fetch: FetchLike, secrets: KnownSecrets): FetchLike {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (response.ok) return response;
    const { status, statusText, headers } = response;
    const body = secrets.mask(await response.text());
    return new Response(body === "" ? null : body, { status, statusText, headers });
  };
}
