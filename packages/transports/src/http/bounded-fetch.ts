import type { FetchLike } from "@modelcontextprotocol/client";
import { readExcerpt } from "./read-excerpt.js";

/** No document of an authorization server is longer, in bytes. */
const longestAnswer = 1024 ** 2;

/**
 * `fetch` for short answers of servers that need not be trusted: whole, or not at all, and in time.
 *
 * @param timeoutMs - how long an answer may take, in milliseconds
 */
export function boundedFetch(fetch: FetchLike, timeoutMs: number): FetchLike {
  return async (url, init = {}) => {
    const { body, signal } = init;
    const late = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, {
      ...init,
      ...(body instanceof URLSearchParams && { body: String(body) }),
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    const text = await readExcerpt(response.body, { bytes: longestAnswer, ms: timeoutMs });
    const { status, statusText, headers } = response;
    return new Response(text === "" ? null : text, { status, statusText, headers });
  };
}
