import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import type { AddressList } from "./address-list.js";

/** Where a request comes from. */
export interface Client {
  /** The address of the first machine that is no trusted proxy. */
  readonly address: string;
  /** Whether the client itself spoke HTTPS, as far as a trusted proxy says so. */
  readonly secure: boolean;
}

/**
 * Finds who sent a request. What `X-Forwarded-For` says counts as far as trusted proxies wrote it: each adds the address that
 * it saw to the end, and whatever stands before that may be made up.
 *
 * @returns `undefined` where a trusted proxy passed on what is no address
 */
export function clientOf(request: IncomingMessage, trusted: AddressList): Client | undefined {
  const peer = plain(request.socket.remoteAddress ?? "");
  if (!trusted.has(peer)) return { address: peer, secure: "encrypted" in request.socket };
  const { "x-forwarded-for": forwarded = "", "x-forwarded-proto": proto } = request.headers;
  const hops = [forwarded].flat().join(",").split(",").map(plain).filter(Boolean);
  const address = hops.findLast((hop) => !trusted.has(hop)) ?? hops[0] ?? peer;
  const secure = [proto].flat().at(-1)?.trim().toLowerCase() === "https";
  return isIP(address) === 0 ? undefined : { address, secure };
}

/** An address without port, brackets, and the prefix of an IPv4 address in an IPv6 one. */
function plain(text: string): string {
  const address = text.trim().replace(/^\[(.*)\](?::\d+)?$/, "$1");
  const [, mapped] = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/i.exec(address) ?? [];
  return mapped ?? address;
}
