import { KnownSecrets } from "../http/known-secrets.js";
import { IssuedHeaders } from "./issued-headers.js";

const issue = (headers: Readonly<Record<string, string>>) => ({ headers, generation: 0 });

describe("what requests are sent with", () => {
  it("is what all credentials have issued, the last ones above the others, by names in lower case", () => {
    const headers = new IssuedHeaders(new KnownSecrets());
    expect(
      headers.of([issue({ "X-Tenant": "a", Authorization: "Bearer one" }), issue({ authorization: "two" })]),
    ).toEqual({ "x-tenant": "a", authorization: "two" });
  });

  it("is put together once, and anew when one of them has issued something else", () => {
    const headers = new IssuedHeaders(new KnownSecrets());
    const [fixed, first, second] = [issue({ a: "1" }), issue({ b: "2" }), issue({ b: "3" })];
    const sent = headers.of([fixed, first]);
    expect(headers.of([fixed, first])).toBe(sent);
    expect(headers.of([fixed, second])).toEqual({ a: "1", b: "3" });
    expect(headers.of([fixed, first])).toEqual({ a: "1", b: "2" });
  });

  it("is secret, the newest too", () => {
    const secrets = new KnownSecrets();
    const headers = new IssuedHeaders(secrets);
    const [old, renewed] = [testSecret("issued-old"), testSecret("issued-new")];
    for (const token of [old, renewed]) headers.of([issue({ authorization: `Bearer ${token}` })]);
    expect(secrets.mask(`${old} ${renewed}`)).not.toMatch(`${old}|${renewed}`);
  });

  it("is secret for good where it is fixed, whatever is issued beside it", () => {
    const secrets = new KnownSecrets();
    const headers = new IssuedHeaders(secrets);
    const key = testSecret("issued-fixed");
    headers.of([{ ...issue({ "x-key": key }), fixed: true }]);
    for (let count = 0; count < 200; count++) headers.of([issue({ authorization: `Bearer token-${count}` })]);
    expect(secrets.mask(key)).toBe("***");
  });

  it("cannot be what no header may hold", () => {
    const headers = new IssuedHeaders(new KnownSecrets());
    expect(() => headers.of([issue({ a: "1\r\nb: 2" })])).toThrow("is an invalid header value");
  });
});
