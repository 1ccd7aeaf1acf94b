import type { JSONRPCMessage, Result } from "@modelcontextprotocol/client";
import { isObject } from "../json-rpc/is-json-rpc-message.js";
import { SECRET_MASK } from "./mask-secrets.js";

type Mask = (text: string) => string;

/** What lies deeper is no text for people. */
const deepest = 50;

/** Fields in which the protocol has words of its own. A variable such as `LOG_LEVEL=info` or `OUTPUT_KIND=text` must not change them. */
const protocolFields = new Set(["type", "mimeType", "annotations", "resultType"]);

/**
 * Masks secrets in what a server says about itself: its errors, failed calls of tools included, and what it logs. These reach logs,
 * errors and spans here. What it was asked for, its results, stay as they are, and so do the words of the protocol.
 *
 * @param maskFailure - masks the results of failed calls, which a model reads, too
 */
export function maskMessage(message: JSONRPCMessage, mask: Mask, maskFailure = mask): JSONRPCMessage {
  if ("error" in message) return { ...message, error: maskedError(message.error, mask) };
  if ("method" in message) {
    const { method, params } = message;
    if (method !== "notifications/message" || !params) return message;
    const { level, ...said } = params;
    return { ...message, params: { ...(level !== undefined && { level }), ...maskedFields(said, mask) } };
  }
  if (message.result.isError !== true) return message;
  return { ...message, result: maskedResult(message.result, maskFailure) };
}

function maskedError<E extends { readonly code: number }>({ code, ...said }: E, mask: Mask): E {
  return { code, ...maskedFields(said, mask) } as unknown as E;
}

function maskedResult({ content, ...others }: Result, mask: Mask): Result {
  const blocks = Array.isArray(content) ? content.map((block: unknown) => maskedBlock(block, mask)) : content;
  return { content: blocks, ...maskedFields(others, mask) };
}

/** One piece of content; an embedded resource is another object in it. */
function maskedBlock(block: unknown, mask: Mask): unknown {
  if (!isObject(block)) return block;
  const { resource, ...others } = block;
  return {
    ...maskedFields(others, mask),
    ...(resource !== undefined && { resource: maskedBlock(resource, mask) }),
  };
}

function maskedFields(fields: Readonly<Record<string, unknown>>, mask: Mask): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      protocolFields.has(key) ? value : masked(value, mask, 0),
    ]),
  );
}

function masked(value: unknown, mask: Mask, depth: number): unknown {
  if (typeof value === "string") return mask(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === deepest) return SECRET_MASK;
  if (Array.isArray(value)) return value.map((each) => masked(each, mask, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [mask(key), masked(each, mask, depth + 1)]),
  );
}
