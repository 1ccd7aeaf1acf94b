import type { IncomingMessage } from "node:http";
import { isTooDeep, maxJsonDepth } from "../guard/json-depth.js";
import { bodyTooDeep } from "../guard/refusal.js";

/** What came of reading the body of a request. */
export type Body =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly status: number; readonly code?: number; readonly message: string };

/** Reads the body of a POST as JSON, up to a limit: what is longer is not kept in memory. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Body> {
  if (request.method !== "POST") return { kind: "none" };
  if (!/^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? ""))
    return { kind: "refused", status: 415, message: "The Content-Type must be application/json." };
  const tooLong = {
    kind: "refused",
    status: 413,
    message: `The body is longer than ${maxBytes} bytes.`,
  } as const;
  if (Number(request.headers["content-length"]) > maxBytes) return tooLong;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) return tooLong;
    chunks.push(chunk);
  }
  const json = Buffer.concat(chunks).toString("utf8");
  if (isTooDeep(json)) return { kind: "refused", ...bodyTooDeep(maxJsonDepth), code: -32_700 };
  try {
    return { kind: "json", value: JSON.parse(json) };
  } catch {
    return { kind: "refused", status: 400, code: -32_700, message: "The body is not JSON." };
  }
}
