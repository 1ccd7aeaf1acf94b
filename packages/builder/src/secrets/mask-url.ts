import { SECRET_MASK } from "@mcp-team/transports/settings";

/** Masks the user, the password, the values of the query and the fragment of an address, also of one that is not valid. */
export function maskUrl(address: string): string {
  return address
    .replace(/^([^?#]*?\/\/)[^/?#]*@/, `$1${SECRET_MASK}@`)
    .replace(/\?([^#]*)/, (_, query: string) => `?${maskQuery(query)}`)
    .replace(/#.+/, `#${SECRET_MASK}`);
}

function maskQuery(query: string): string {
  return query
    .split("&")
    .map((pair) =>
      pair.includes("=") ? `${pair.slice(0, pair.indexOf("="))}=${SECRET_MASK}` : pair && SECRET_MASK,
    )
    .join("&");
}
