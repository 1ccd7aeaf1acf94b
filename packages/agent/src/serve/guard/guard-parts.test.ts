import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import fc from "fast-check";
import { AddressList, isAddressOrRange } from "./address-list.js";
import { bearerToken } from "./bearer-token.js";
import { challenge, metadataUrlOf } from "./challenge.js";
import { guardProblems } from "./check-guard-options.js";
import { clientOf } from "./client-address.js";
import { isTooDeep } from "./json-depth.js";
import { StaticKeys } from "./static-keys.js";

describe("clientOf", () => {
  const trusted = new AddressList(["10.0.0.0/8", "::1"]);
  const clientAt = (remoteAddress: string, headers: Record<string, string>) =>
    clientOf({ headers, socket: { remoteAddress } } as unknown as IncomingMessage, trusted);

  it.each<[string, string, string | undefined]>([
    ["192.0.2.7", "198.51.100.1", "192.0.2.7"],
    ["::ffff:192.0.2.7", "", "192.0.2.7"],
    ["10.0.0.1", "", "10.0.0.1"],
    ["10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"],
    ["10.0.0.1", "203.0.113.9,198.51.100.1 , 10.2.3.4", "198.51.100.1"],
    ["10.0.0.1", "10.9.9.9, 10.2.3.4", "10.9.9.9"],
    ["::1", "198.51.100.1:5432", "198.51.100.1"],
    ["::1", "[2001:db8::1]:5432", "2001:db8::1"],
    ["::1", "not an address", undefined],
  ])("from %s with X-Forwarded-For %j is %s", (peer, forwarded, address) => {
    const found = clientAt(peer, { "x-forwarded-for": forwarded, "x-forwarded-proto": "https" });
    expect(found?.address).toBe(address);
    if (found) expect(found.secure).toBe(trusted.has(peer.replace("::ffff:", "")));
  });
});

describe("AddressList", () => {
  it.each<[string, string, boolean]>([
    ["10.0.0.0/8", "10.255.0.1", true],
    ["10.0.0.0/8", "11.0.0.1", false],
    ["10.0.0.0/8", "::ffff:10.0.0.1", true],
    ["2001:db8::/32", "2001:db8:1::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["192.0.2.1", "192.0.2.1", true],
    ["0.0.0.0/0", "192.0.2.1", true],
    ["0.0.0.0/0", "", false],
  ])("of %s holds %s: %s", (entry, address, holds) => {
    expect(new AddressList([entry]).has(address)).toBe(holds);
  });

  it.each([
    "",
    "10.0.0.0/33",
    "10.0.0.0/",
    "10.0.0/8",
    "::1/129",
    "fe80::1%eth0",
    "localhost",
    "1.2.3.4/8/8",
  ])("does not take %j", (entry) => {
    expect(isAddressOrRange(entry)).toBe(false);
  });
});

describe("bearerToken", () => {
  it.each([
    [undefined, { kind: "nothing" }],
    ["Bearer abc", { kind: "token", token: "abc" }],
    ["bearer  abc", { kind: "token", token: "abc" }],
    ["Basic abc", { kind: "other" }],
    ["Bearer", { kind: "other" }],
    ["Bearer a b", { kind: "other" }],
    ["abc", { kind: "other" }],
  ])("reads %j", (header, shown) => {
    expect(bearerToken(header)).toEqual(shown);
  });
});

describe("challenge", () => {
  it.each([
    [undefined, [], undefined, "Bearer"],
    [undefined, ["a", "b"], "http://h/m", 'Bearer scope="a b", resource_metadata="http://h/m"'],
    [
      { error: "invalid_token", description: "It is old." } as const,
      [],
      undefined,
      'Bearer error="invalid_token", error_description="It is old."',
    ],
  ])("of %j, %j and %j", (problem, scopes, url, written) => {
    expect(challenge(problem, scopes, url)).toBe(written);
  });

  it.each([
    ["https://h", "https://h/.well-known/oauth-protected-resource"],
    ["https://h:1/a/mcp", "https://h:1/.well-known/oauth-protected-resource/a/mcp"],
  ])("leads from %s to %s", (resource, url) => {
    expect(metadataUrlOf(resource)).toBe(url);
  });
});

describe("StaticKeys", () => {
  it("finds the owner of each key, whether it was given or its hash, and of no other", () => {
    const key = fc.stringMatching(/^[\x21-\x7e]{16,40}$/);
    fc.assert(
      fc.property(key, key, key, (ann, bob, other) => {
        fc.pre(new Set([ann, bob, other]).size === 3);
        const hash = `sha256:${createHash("sha256").update(bob).digest("hex")}`;
        const keys = new StaticKeys({ ann, bob: hash });
        expect([ann, bob, other, hash].map((each) => keys.find(each)?.id)).toEqual([
          "key:ann",
          "key:bob",
          undefined,
          undefined,
        ]);
      }),
      { numRuns: 50 },
    );
  });
});

describe("isTooDeep", () => {
  it("counts as JSON does, also with brackets and quotes in texts", () => {
    const depthOf = (value: unknown): number =>
      typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (json) => {
        const depth = depthOf(JSON.parse(json));
        expect([isTooDeep(json, depth), depth > 0 && isTooDeep(json, depth - 1)]).toEqual([false, depth > 0]);
      }),
    );
    expect(isTooDeep('["\\"[[[[", {"a]": []}]', 3)).toBe(false);
  });

  it("takes no time to speak of for a large body", () => {
    expect(isTooDeep("[".repeat(4_000_000))).toBe(true);
    expect(isTooDeep("[]".repeat(2_000_000))).toBe(false);
  });
});

describe("guardProblems", () => {
  const key = "a".repeat(16);
  const jwt = {
    jwksUrl: "https://login.example.com/jwks",
    issuer: "https://login.example.com",
    audience: "team",
  };
  const problems = (options: object) =>
    guardProblems(options).map(({ path, message }) => `${path}: ${message}`);

  it.each([
    { auth: { keys: { ann: key, "b@c.d": `sha256:${"0".repeat(64)}` } } },
    {
      auth: { jwt: { ...jwt, jwksUrl: "http://127.0.0.1:1/jwks", audience: ["a"], requiredScopes: ["x:y"] } },
    },
    {
      allowedIps: ["10.0.0.0/8", "::1"],
      trustedProxies: ["127.0.0.1"],
      rateLimit: { requests: 1 },
      cors: true,
    },
    { allowedHosts: ["team.example.com", "10.0.0.7", "::1", "[2001:db8::1]"] },
    { allowedOrigins: ["https://app.example.com:8443", "app.example.com", "chrome-extension://abcdef"] },
  ])("has nothing against %j", (options) => {
    expect(problems(options)).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{ auth: {} }, ["auth: must be { keys }, { jwt } or both"]],
    [{ auth: "key" }, ["auth: must be { keys }, { jwt } or both"]],
    [{ auth: { keys: {} } }, ["auth.keys: must have a key at least"]],
    [
      { auth: { keys: { ann: "hunter22" } } },
      [expect.stringMatching(/^auth.keys: has a key of "ann" that is too easy/)],
    ],
    [
      { auth: { keys: { ann: "sha256:hunter2-hunter2" } } },
      [expect.stringContaining('a hash of "ann" that is none')],
    ],
    [{ auth: { keys: { "a b": key } } }, [expect.stringContaining('has the name "a b"')]],
    [{ auth: { keys: { ann: key, bob: key } } }, [expect.stringContaining('one key for "ann" and "bob"')]],
    [
      { auth: { keys: ["hunter2"] } },
      ["auth.keys: must be an object with the keys by the names of their owners, such as { nightly: key }"],
    ],
    [
      { auth: { jwt: { ...jwt, jwksUrl: "http://login.example.com/jwks" } } },
      [expect.stringContaining('with "https:"')],
    ],
    [
      { auth: { jwt: { ...jwt, algorithms: ["RS256", "HS256"] } } },
      [expect.stringContaining("with public keys")],
    ],
    [{ auth: { jwt: { ...jwt, algorithms: ["none"] } } }, [expect.stringContaining('not ["none"]')]],
    [
      { auth: { jwt: { jwksUrl: jwt.jwksUrl } } },
      [expect.stringContaining("auth.jwt.issuer"), expect.stringContaining("auth.jwt.audience")],
    ],
    [
      { auth: { token: key } },
      ["auth.token: is not an option of auth", "auth: must be { keys }, { jwt } or both"],
    ],
    [
      { allowedHosts: ["a.example", "https://b.example", "c.example:80", "*.d.example"] },
      ["https://b.example", "c.example:80", "*.d.example"].map((entry) =>
        expect.stringContaining(`allowedHosts: holds "${entry}", which is no host name`),
      ),
    ],
    [
      { allowedOrigins: ["https://a.example:1", "*", "https://*.b.example", "c.example:80", "https://"] },
      ["*", "https://*.b.example", "c.example:80", "https://"].map((entry) =>
        expect.stringContaining(`allowedOrigins: holds "${entry}", which is no origin`),
      ),
    ],
    [{ allowedHosts: 5 }, [expect.stringMatching(/^allowedHosts: must be host names .* not 5$/)]],
    [{ allowedHosts: [5] }, [expect.stringMatching(/^allowedHosts: must be host names .* not \[5\]$/)]],
    [{ allowedIps: ["10.0.0.0/33"] }, [expect.stringContaining('not ["10.0.0.0/33"]')]],
    [{ rateLimit: 10 }, ["rateLimit: must be an object such as { requests: 10, perMs: 1000 }, not 10"]],
    [{ rateLimits: 10 }, ["rateLimits: is not an option"]],
    [{ maxConcurrent: 0 }, ["maxConcurrent: must be a number of requests, not 0"]],
  ])("names what is wrong with %j, and no key", (options, expected) => {
    expect(problems(options)).toEqual(expected);
    expect(problems(options).join()).not.toContain("hunter2");
  });
});
