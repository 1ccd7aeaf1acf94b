import type { FetchLike } from "@modelcontextprotocol/client";

type HeadersInit = NonNullable<Parameters<FetchLike>[1]>["headers"];

/** Headers by their names, in lower case. The objects of the web for them take longer to make, for each request, than all that is done with them. */
export function headerRecord(headers: HeadersInit): Readonly<Record<string, string>> {
  if (headers === undefined) return {};
  if (Symbol.iterator in headers)
    return Object.fromEntries(
      headers instanceof Headers ? headers : new Headers(headers as [string, string][]),
    );
  const record: Record<string, string> = {};
  for (const name of Object.keys(headers)) record[name.toLowerCase()] = headers[name] as string;
  return record;
}
