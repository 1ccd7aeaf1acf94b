import fc from "fast-check";
import { egressProblems } from "./check-egress.js";
import type { EgressPolicy } from "./options.js";
import { refusalOfAddress, refusalOfTarget } from "./refusals.js";

const open = { httpsOnly: false } as const;

const reasonFor = (url: string, policy: EgressPolicy = open) => refusalOfTarget(new URL(url), policy)?.reason;

describe("an address that is written", () => {
  it.each([
    "http://127.0.0.1/",
    "http://127.9.9.9:8080/",
    "http://[::1]/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://tools.localhost/",
    // Other spellings of 127.0.0.1, which the parser of URLs undoes.
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
  ])("%s names this machine, and is allowed whatever the policy", (url) => {
    expect(reasonFor(url, { httpsOnly: true, allowedHosts: [] })).toBeUndefined();
  });

  it.each(["http://8.8.8.8/", "https://[2606:4700::1]/", "https://example.com/", "http://[::ffff:8.8.8.8]/"])(
    "%s is allowed",
    (url) => expect(reasonFor(url)).toBeUndefined(),
  );

  it.each([
    ["http://10.0.0.1/", "a private address"],
    ["http://172.31.255.255/", "a private address"],
    ["http://192.168.1.1/", "a private address"],
    ["http://100.64.0.1/", "an address inside a carrier's network"],
    ["http://169.254.169.254/latest/meta-data/", "a link-local address"],
    ["http://2852039166/", "a link-local address"],
    ["http://0xa9fea9fe/", "a link-local address"],
    ["http://0251.0376.0251.0376/", "a link-local address"],
    ["http://169.254.43518/", "a link-local address"],
    ["http://１６９.254.169.254/", "a link-local address"],
    ["http://0.0.0.0/", "an unspecified address"],
    ["http://0/", "an unspecified address"],
    ["http://224.0.0.1/", "a multicast address"],
    ["http://255.255.255.255/", "a broadcast address"],
    ["http://240.0.0.1/", "a reserved address"],
    ["http://192.0.2.1/", "a reserved address"],
    ["http://[::]/", "an unspecified address"],
    ["http://[fe80::1]/", "a link-local address"],
    ["http://[fd00:ec2::254]/", "a private address"],
    ["http://[ff02::1]/", "a multicast address"],
    ["http://[::ffff:127.0.0.1]/", "a loopback address"],
    ["http://[::ffff:a9fe:a9fe]/", "a link-local address"],
    ["http://[64:ff9b::10.0.0.1]/", "a private address"],
    ["http://[64:ff9b:1::1]/", "a reserved address"],
    ["http://[::127.0.0.1]/", "a reserved address"],
    ["http://[2002:7f00:1::]/", "a reserved address"],
    ["http://[2001:0:1::1]/", "a reserved address"],
  ])("%s is refused: it is %s", (url, range) => {
    expect(reasonFor(url)).toContain(`which is ${range}`);
  });

  it.each([
    ["http://example.com/", { httpsOnly: true }, "is not encrypted"],
    ["https://example.com/", { httpsOnly: true }, undefined],
    ["https://api.example.com/", { allowedHosts: ["api.example.com"] }, undefined],
    ["https://api.example.com./", { allowedHosts: ["API.example.com"] }, undefined],
    ["https://a.b.example.com/", { allowedHosts: ["*.example.com"] }, undefined],
    ["https://example.com/", { allowedHosts: ["*.example.com"] }, 'the host "example.com"'],
    ["https://evilexample.com/", { allowedHosts: ["*.example.com", "example.com"] }, '"evilexample.com"'],
    ["https://example.com.evil.net/", { allowedHosts: ["example.com"] }, '"example.com.evil.net"'],
    ["https://example.com@evil.net/", { allowedHosts: ["example.com"] }, '"evil.net"'],
    ["https://bücher.example/", { allowedHosts: ["bücher.example"] }, undefined],
    ["https://[2606:4700::1]/", { allowedHosts: ["[2606:4700::1]"] }, undefined],
    ["https://10.0.0.5/", { allowedHosts: ["10.0.0.5"] }, "is at 10.0.0.5"],
    ["https://10.0.0.5/", { allowPrivateNetworks: true }, undefined],
    ["https://10.0.0.5/", { allowPrivateNetworks: ["10.0.0.0/24"] }, undefined],
    ["https://10.0.0.5/", { allowPrivateNetworks: ["10.0.0.5"] }, undefined],
    ["https://10.0.1.5/", { allowPrivateNetworks: ["10.0.0.0/24"] }, "is at 10.0.1.5"],
    ["https://[fd12::1]/", { allowPrivateNetworks: ["10.0.0.0/8", "fd00::/8"] }, undefined],
    ["https://[64:ff9b::10.0.0.1]/", { allowPrivateNetworks: ["10.0.0.0/8"] }, undefined],
    ["http://169.254.169.254/", { ...open, allowPrivateNetworks: true }, "a link-local address"],
    ["http://169.254.169.254/", { ...open, allowPrivateNetworks: ["169.254.0.0/16"] }, undefined],
    ["http://0.0.0.0/", { ...open, allowPrivateNetworks: true }, "an unspecified address"],
  ] as const)("%s under %j: %s", (url, policy, reason) => {
    const found = reasonFor(url, policy);
    if (reason === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(reason);
  });
});

describe("an address that a name leads to", () => {
  it.each([
    ["localhost", "127.0.0.1", undefined],
    ["localhost", "::1", undefined],
    ["localhost", "8.8.8.8", "is a name of this machine"],
    ["localhost", "10.0.0.1", "is a name of this machine"],
    ["example.com", "8.8.8.8", undefined],
    ["example.com", "127.0.0.1", "leads to 127.0.0.1, which is a loopback address"],
    ["example.com", "::1", "a loopback address"],
    ["example.com", "::ffff:10.0.0.1", "a private address"],
    ["example.com", "fe80::1%eth0", "a link-local address"],
    ["example.com", "0x7f.1", "no address"],
    ["example.com", "", "no address"],
  ])("%s at %s: %s", (host, address, reason) => {
    const found = refusalOfAddress(host, address)?.reason;
    if (reason === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(reason);
  });

  it("is judged the same, however IPv6 carries it", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const plain = refusalOfAddress("example.com", address) === undefined;
        for (const prefix of ["::ffff:", "64:ff9b::"])
          expect(refusalOfAddress("example.com", prefix + address) === undefined).toBe(plain);
      }),
    );
  });

  it("of IPv6 is refused outside of the public eighth", () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 0xffff }), (address, first) => {
        fc.pre(first >> 13 !== 1 && first !== 0 && first !== 0x64);
        const [, ...rest] = address.replace(/^::/, "0:").split(":");
        const text = [first.toString(16), ...rest].join(":");
        fc.pre(URL.canParse(`http://[${text}]/`));
        expect(refusalOfAddress("example.com", text)).toBeDefined();
      }),
    );
  });
});

describe("a policy", () => {
  it("wants https where NODE_ENV is production", () => {
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = "production";
    try {
      expect(refusalOfTarget(new URL("http://example.com/"), {})?.reason).toContain("is not encrypted");
      expect(reasonFor("http://example.com/")).toBeUndefined();
    } finally {
      process.env.NODE_ENV = before;
    }
    expect(refusalOfTarget(new URL("http://example.com/"), {})).toBeUndefined();
  });

  it.each([
    [{ httpsOnly: "yes" }, "httpsOnly", 'must be true or false, not "yes"'],
    [{ allowedHosts: "example.com" }, "allowedHosts", 'must be a list of hosts such as "api.example.com"'],
    [{ allowedHosts: ["https://example.com"] }, "allowedHosts,0", 'is not a host: "https://example.com"'],
    [{ allowedHosts: ["a.example", "example.com:443"] }, "allowedHosts,1", "without scheme, port and path"],
    [{ allowedHosts: ["*"] }, "allowedHosts,0", "is not a host"],
    [{ allowedHosts: ["api.*.com"] }, "allowedHosts,0", "is not a host"],
    [{ allowPrivateNetworks: "10.0.0.0/8" }, "allowPrivateNetworks", "a list of networks"],
    [{ allowPrivateNetworks: ["10.0.0.0/33"] }, "allowPrivateNetworks,0", 'is not a network: "10.0.0.0/33"'],
  ])("%j is reported", (policy, path, message) => {
    const [problem, ...others] = egressProblems(policy as EgressPolicy);
    expect([problem?.path.join(), others]).toEqual([path, []]);
    expect(problem?.message).toContain(message);
  });

  it("is fine with hosts, addresses and networks", () => {
    const allowedHosts = ["a.example", "*.b.example", "10.0.0.1", "[::1]", "2606:4700::1", "bücher.example"];
    const allowPrivateNetworks = ["10.0.0.0/8", "fd00::/8", "192.168.1.1"];
    expect(egressProblems({ httpsOnly: true, allowedHosts, allowPrivateNetworks })).toEqual([]);
  });
});
