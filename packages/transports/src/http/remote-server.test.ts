import { ConfigurationError } from "../errors/index.js";
import type { AnyRemoteOptions } from "./check-options.js";
import { remoteServer } from "./remote-server.js";

describe("the options of a remote server", () => {
  it.each<[string, AnyRemoteOptions, string, string]>([
    [
      "an address without scheme",
      { url: "api.example.com/sse" },
      "url",
      '"api.example.com/sse" is not a web address',
    ],
    [
      "an address that is a host and a port",
      { url: "localhost:3000" },
      "url",
      '"localhost:3000" is not a web address',
    ],
    ["an empty address", { url: "" }, "url", '"" is not a web address'],
    [
      "another scheme",
      { url: new URL("ftp://example.com/x") },
      "url",
      '"ftp://example.com/x" is not a web address',
    ],
    ["a time-out of 0", { url: "http://a", timeoutMs: 0 }, "timeoutMs", "0 is not a duration"],
    ["a negative time-out", { url: "http://a", timeoutMs: -5 }, "timeoutMs", "-5 is not a duration"],
    [
      "a time-out that no timer can wait for",
      { url: "http://a", timeoutMs: Infinity },
      "timeoutMs",
      "Infinity is not",
    ],
    [
      "silence that is no number",
      { url: "http://a", sseReadTimeoutMs: NaN },
      "sseReadTimeoutMs",
      "NaN is not",
    ],
    [
      "a header with a line break",
      { url: "http://a", headers: { "X-Key": "a\nb" } },
      "headers.X-Key",
      "line break",
    ],
    [
      "a header name with a space",
      { url: "http://a", headers: { "X Key": "a" } },
      "headers.X Key",
      "header name",
    ],
    [
      "a header that cannot be sent",
      { url: "http://a", headers: { X: "prix: 3 €" } },
      "headers.X",
      "cannot carry",
    ],
    [
      "a variable with a line break",
      { url: "http://a", env: { AUTH_TOKEN: "a\r\n" } },
      "env.AUTH_TOKEN",
      "line break",
    ],
  ])("refuse %s", (_what, options, path, message) => {
    expect(() => remoteServer("sse", options)).toThrow(ConfigurationError);
    expect(() => remoteServer("sse", options)).toThrow(`${path}: `);
    expect(() => remoteServer("sse", options)).toThrow(message);
  });

  it("refuse a header whose variable is not set, as happens without types", () => {
    const headers = { Authorization: process.env.NOT_SET_AT_ALL } as unknown as Record<string, string>;
    expect(() => remoteServer("http", { url: "http://a", headers })).toThrow(
      "the value is undefined, not a text",
    );
  });

  it("report every problem at once, with the name of the server and no secret", () => {
    const options = {
      name: "shop",
      url: "user:hunter2@shop/x?key=hunter2",
      timeoutMs: 0,
      headers: { K: "hunter2\n" },
    };
    let error: unknown;
    try {
      remoteServer("http", options);
    } catch (thrown) {
      error = thrown;
    }
    expect(ConfigurationError.isInstance(error) && error.problems.map(({ path }) => path)).toEqual([
      "servers.shop.url",
      "servers.shop.timeoutMs",
      "servers.shop.headers.K",
    ]);
    expect(String(error)).not.toContain("hunter2");
  });

  it.each([
    ["http://user:secret1@host/mcp", "http://host/mcp"],
    ["https://host:8443/mcp?key=secret1&mode=fast#there", "https://host:8443/mcp?key=***&mode=***"],
    ["http://host/secret1/mcp?token=secret1", "http://host/***/mcp?token=***"],
    ["http://host", "http://host/"],
  ])("show %s as %s", (url, shown) => {
    const server = remoteServer("http", { url, name: "shop", env: { KEY: "secret1" } });
    expect(server.label).toBe(`Server "shop" at ${shown}`);
  });

  it("send the user and the password of an address as a header", async () => {
    const server = remoteServer("http", { url: "http://me:p%40ss@host/mcp" });
    expect(server.url.href).toBe("http://host/mcp");
    const issued = await server.credentials[0]?.issue({ subject: server, withFetch: (work) => work(fetch) });
    expect(issued?.headers.Authorization).toBe(`Basic ${Buffer.from("me:p@ss").toString("base64")}`);
  });
});
