import { z } from "zod";
import { showValue } from "../problems/show-value.js";
import { maskUrl } from "../secrets/mask-url.js";

/** The address of a server: text or a `URL`, with `http` or `https`. The result is the address as text. */
export const serverUrl = z.unknown().transform((value, context) => {
  const problem = problemWith(value);
  if (problem === undefined) return new URL(String(value)).href;
  context.issues.push({ code: "custom", input: value, message: problem });
  return z.NEVER;
});

/**
 * The addresses of a server. More than one would be replicas, which this version cannot balance yet: it says so
 * instead of using the first.
 */
export const serverUrls = z.unknown().transform((value, context) => {
  const addresses = Array.isArray(value) ? value : [value];
  const problem = countProblem(addresses);
  if (problem !== undefined) context.issues.push({ code: "custom", input: value, message: problem });
  const checked = addresses.map((address, index) => ({ index, result: serverUrl.safeParse(address) }));
  for (const { index, result } of checked) {
    const path = Array.isArray(value) ? [index] : [];
    for (const { message } of result.error?.issues ?? [])
      context.issues.push({ code: "custom", input: value, path, message });
  }
  return checked[0]?.result.data ?? z.NEVER;
});

function countProblem({ length }: readonly unknown[]): string | undefined {
  if (length === 1) return undefined;
  return length === 0
    ? 'is an empty list: give an address such as "https://api.example.com/sse"'
    : `lists ${length} addresses: replicas of a server need a later version of this package, so give one address, or add a server for each`;
}

function problemWith(value: unknown): string | undefined {
  if (value === undefined) return 'is missing: give an address such as "https://api.example.com/sse"';
  if (typeof value !== "string" && !(value instanceof URL))
    return `must be an address, not ${showValue(value)}`;
  const text = String(value);
  const shown = showValue(maskUrl(text));
  if (text.trim() === "") return 'is empty: give an address such as "https://api.example.com/sse"';
  if (!/^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    return `has no scheme: ${shown} must begin with "http://" or "https://"`;
  }
  if (!URL.canParse(text)) return `is not an address: ${shown}; check the host and the port`;
  const { protocol } = new URL(text);
  if (protocol === "http:" || protocol === "https:") return undefined;
  return `must begin with "http://" or "https://", not ${showValue(`${protocol}//`)}: ${shown}`;
}
