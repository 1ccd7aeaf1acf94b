import ipaddr from "ipaddr.js";

/** Which part of the network an address is in, in the words of messages. */
export type NetworkRange = {
  readonly kind: "public" | "loopback" | "private" | "other";
  readonly name: string;
};

type Address = ipaddr.IPv4 | ipaddr.IPv6;

const words: Readonly<Record<string, string>> = {
  unicast: "a public address",
  loopback: "a loopback address",
  private: "a private address",
  uniqueLocal: "a private address",
  carrierGradeNat: "an address inside a carrier's network",
  linkLocal: "a link-local address",
  multicast: "a multicast address",
  broadcast: "a broadcast address",
  unspecified: "an unspecified address",
};

const privateRanges: ReadonlySet<string> = new Set(["private", "uniqueLocal", "carrierGradeNat"]);

/** The range of an address. What is no address is in none that may be asked. */
export function networkRange(text: string): NetworkRange {
  const address = parse(text);
  if (address === undefined) return { kind: "other", name: "no address" };
  const reached = embedded(address);
  const range = reached.range();
  const name = words[range] ?? "a reserved address";
  if (range === "unicast" && (reached.kind() === "ipv4" || isGlobal(reached)))
    return { kind: "public", name };
  if (range === "loopback") return { kind: "loopback", name };
  return {
    kind: privateRanges.has(range) ? "private" : "other",
    name: range === "unicast" ? "a reserved address" : name,
  };
}

/** Of IPv6 only an eighth is in use. Source: RFC 4291, section 2.4; IANA, IPv6 address space. */
function isGlobal(address: Address): boolean {
  return address.match(ipaddr.IPv6.parse("2000::"), 3);
}

/** Whether an address is in one of the networks, such as `10.0.0.0/8`. */
export function isInNetworks(text: string, networks: readonly string[]): boolean {
  const address = parse(text);
  if (address === undefined) return false;
  const spellings = [address, embedded(address)];
  return networks.some((network) => {
    const [base, bits] = parseNetwork(network) ?? [];
    if (base === undefined || bits === undefined) return false;
    return spellings.some((spelling) => spelling.kind() === base.kind() && spelling.match(base, bits));
  });
}

/** A network by its address and the length of its prefix; a single address is a network, too. */
export function parseNetwork(network: string): [Address, number] | undefined {
  if (ipaddr.isValidCIDR(network)) return ipaddr.parseCIDR(network);
  const address = parse(network);
  return address && [address, address.kind() === "ipv4" ? 32 : 128];
}

/** IPv4 in its four decimal parts only: all other spellings were undone by whoever made an address of them. */
function parse(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
}

/**
 * The address that is reached behind one that only carries another: `::ffff:10.0.0.1`, and `64:ff9b::10.0.0.1` of NAT64, which
 * is how networks without IPv4 reach the rest of it.
 */
function embedded(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address;
  const bytes = address.toByteArray();
  const range = address.range();
  const carries =
    range === "ipv4Mapped" || (range === "rfc6052" && bytes.slice(4, 12).every((byte) => byte === 0));
  return carries ? new ipaddr.IPv4(bytes.slice(12)) : address;
}
