import type { IncomingMessage, ServerResponse } from "node:http";

const headerNames = /^[\w!#$%&'*+.^`|~-]+(\s*,\s*[\w!#$%&'*+.^`|~-]+)*$/;

/** Tells browsers to take answers as the data that they are, to show them nowhere and to keep none. */
export function addSecurityHeaders(response: ServerResponse): void {
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("referrer-policy", "no-referrer");
  response.setHeader("cache-control", "no-store");
}

/** Lets a page of an allowed origin read an answer. Source: WHATWG Fetch, CORS protocol. */
export function addCorsHeaders({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader("vary", "origin");
  if (headers.origin === undefined) return;
  response.setHeader("access-control-allow-origin", headers.origin);
  response.setHeader(
    "access-control-expose-headers",
    "mcp-session-id, www-authenticate, retry-after, x-request-id",
  );
}

/** Whether a browser asks what a page may send. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === "OPTIONS" && headers.origin !== undefined && "access-control-request-method" in headers;
}

/** Answers what a page may send: the methods that there are, and the headers that it asks for. */
export function addPreflightHeaders({ headers }: IncomingMessage, response: ServerResponse): void {
  const asked = headers["access-control-request-headers"] ?? "";
  response.setHeader("access-control-allow-methods", "GET, POST, DELETE");
  if (headerNames.test(asked)) response.setHeader("access-control-allow-headers", asked);
  response.setHeader("access-control-max-age", "600");
}
