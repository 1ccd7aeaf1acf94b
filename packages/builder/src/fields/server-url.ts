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

/** The addresses of a server: one, or a list of those of its replicas. The result is the list. */
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
  const hrefs = checked.flatMap(({ result }) => result.data ?? []);
  const repeated = hrefs.findIndex((href, index) => hrefs.indexOf(href) < index);
  if (repeated > -1) {
    const message = `is there twice, ${showValue(maskUrl(String(hrefs[repeated])))}: list each replica once`;
    context.issues.push({ code: "custom", input: value, path: [repeated], message });
  }
  return hrefs;
});

function countProblem({ length }: readonly unknown[]): string | undefined {
  return length > 0 ? undefined : 'is an empty list: give an address such as "https://api.example.com/sse"';
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
