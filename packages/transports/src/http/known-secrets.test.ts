import fc from "fast-check";
import { KnownSecrets } from "./known-secrets.js";

const token = fc.stringMatching(/^[\x21-\x7e]{8,40}$/).filter((text) => !text.includes("*"));

describe("known secrets", () => {
  it.each(["", "Bearer ", "bearer  ", "Token "])("are found with and without the scheme %j", (scheme) => {
    fc.assert(
      fc.property(token, fc.string(), (secret, around) => {
        const secrets = new KnownSecrets();
        secrets.addHeaders({ Authorization: `${scheme}${secret}` });
        expect(secrets.mask(`${around}|${secret}|${scheme}${secret}|`)).not.toContain(secret);
      }),
    );
  });

  it("are found in Basic credentials, encoded and plain", () => {
    const encoded = Buffer.from("me:hunter22").toString("base64");
    const secrets = new KnownSecrets();
    secrets.addHeaders({ Authorization: `Basic ${encoded}` });
    expect(secrets.mask(`me ${encoded} hunter22`)).toBe("me *** ***");
    expect(secrets.mask(`me ${encoded.replace(/=+$/, "")}.`)).toBe("me ***.");
  });

  it("are found in the query of a URL when they are long enough to be secrets", () => {
    const secrets = new KnownSecrets();
    secrets.addUrl(new URL("http://me:pass%20word@host/?key=abc+def/123&mode=http"));
    expect(secrets.mask("abc def/123 abc%20def%2F123 http pass word pass%20word")).toBe(
      "*** *** http *** ***",
    );
  });

  it("are the newest hundred of what is issued, so that fresh tokens do not pile up", () => {
    const secrets = new KnownSecrets();
    for (let count = 0; count < 1_000; count++)
      secrets.addIssuedHeaders({ Authorization: `token-${count}-end` });
    expect(secrets.mask("token-999-end token-900-end token-1-end")).toBe("*** *** token-1-end");
  });

  it("are all that stays as it is, however much is issued", () => {
    const secrets = new KnownSecrets();
    secrets.addUrl(new URL("http://me:password@host/?key=in-the-query"));
    secrets.addHeaders({ "X-Key": "in-a-header" });
    secrets.add("client-secret");
    for (let count = 0; count < 1_000; count++) secrets.addIssued(`token-${count}-end`);
    expect(secrets.mask("password in-the-query in-a-header client-secret")).toBe("*** *** *** ***");
  });
});
