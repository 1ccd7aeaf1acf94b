import type { FetchLike } from "@modelcontextprotocol/client";

const mostRedirects = 5;

/**
 * Makes a `fetch` follow redirects only to where the headers may go, which is the same origin, and only those
 * that keep the method. Any other redirect is the answer.
 */
export function followingWithinOrigin(fetch: FetchLike): FetchLike {
  return async (url, init = {}) => {
    let current = url instanceof URL ? url : new URL(url);
    for (let followed = 0; ; followed++) {
      const response = await fetch(current, { ...init, redirect: "manual" });
      const target = targetOf(response, current);
      const keepsMethod =
        (init.method ?? "GET") === "GET" || response.status === 307 || response.status === 308;
      if (!target || !keepsMethod || target.origin !== current.origin || followed === mostRedirects)
        return response;
      await response.body?.cancel();
      current = target;
    }
  };
}

function targetOf({ status, headers }: Response, from: URL): URL | undefined {
  const location = status >= 300 && status < 400 ? headers.get("location") : null;
  if (location === null) return undefined;
  try {
    const target = new URL(location, from);
    return target.username === "" && target.password === "" ? target : undefined;
  } catch {
    return undefined;
  }
}
