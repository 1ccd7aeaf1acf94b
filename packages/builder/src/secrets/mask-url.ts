import { SECRET_MASK } from "@mcp-team/transports/settings";

/** Masks the user, the password, the values of the query and the fragment of an address, also of one that is not valid. */
export function maskUrl(address: string): string {
  const userInfo = isAddress(address) ? /^([^?#]*?\/\/)[^/?#]*@/ : beforeLastAt;
  return address
    .replace(userInfo, `$1${SECRET_MASK}@`)
    .replace(/\?([^#]*)/, (_, query: string) => `?${maskQuery(query)}`)
    .replace(/#.+/, `#${SECRET_MASK}`);
}

/** Where no rule says what of a text is a password, all of it may be, up to the last `@`. */
const beforeLastAt = /^(\s*(?:https?:|[a-z][a-z0-9+.-]*:(?=[/\\]))?[/\\]*).*@/is;

function isAddress(text: string): boolean {
  return /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(text) && URL.canParse(text);
}

function maskQuery(query: string): string {
  return query
    .split("&")
    .map((pair) =>
      pair.includes("=") ? `${pair.slice(0, pair.indexOf("="))}=${SECRET_MASK}` : pair && SECRET_MASK,
    )
    .join("&");
}
