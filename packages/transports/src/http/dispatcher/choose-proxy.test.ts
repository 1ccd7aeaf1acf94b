import { dispatcherProblems, proxyProblems, tlsProblems } from "./check-network.js";
import { chooseProxies } from "./choose-proxy.js";
import type { NetworkOptions, TlsOptions } from "./options.js";

const secret = testSecret("choose-proxy");

const server = { url: new URL("https://example.com/mcp"), name: "api" };
const both = { HTTP_PROXY: "http://a:1", HTTPS_PROXY: "http://b:2" };
const thisMachine = "localhost,127.0.0.1,[::1]";

describe("the proxy of a server", () => {
  it.each([
    [
      "that of the environment",
      undefined,
      both,
      { http: "http://a:1", https: "http://b:2", without: `${thisMachine},` },
    ],
    [
      "that in small letters before the other",
      "env",
      { ...both, https_proxy: "http://c:3" },
      { http: "http://a:1", https: "http://c:3", without: `${thisMachine},` },
    ],
    [
      "with the scheme filled in",
      "env",
      { HTTPS_PROXY: "b:2" },
      { https: "http://b:2", without: `${thisMachine},` },
    ],
    [
      "with hosts that need none",
      "env",
      { HTTP_PROXY: "http://a:1", NO_PROXY: "x.example" },
      { http: "http://a:1", without: `${thisMachine},x.example` },
    ],
    ["the one that is given", "http://d:4", both, { http: "http://d:4", https: "http://d:4", without: "" }],
    ["none when told so", false, both, undefined],
    ["none when no host needs one", "env", { ...both, NO_PROXY: "*" }, undefined],
    ["none when there is none", "env", { HTTPS_PROXY: "" }, undefined],
  ] as const)("is %s", (_, option, environment, expected) => {
    const found = chooseProxies(server, option, environment);
    const { httpProxy, httpsProxy, noProxy } = found ?? {};
    expect(
      found && {
        ...(httpProxy && { http: httpProxy.origin }),
        ...(httpsProxy && { https: httpsProxy.origin }),
        without: noProxy,
      },
    ).toEqual(expected);
  });

  it("is none for this machine, unless it is given", () => {
    for (const url of ["http://127.0.0.5/", "http://localhost/", "http://[::1]/"]) {
      expect(chooseProxies({ url: new URL(url), name: "api" }, "env", both)).toBeUndefined();
      expect(chooseProxies({ url: new URL(url), name: "api" }, "http://d:4", both)).toBeDefined();
    }
  });

  it("has to be an address in the environment, too", () => {
    expect(() => chooseProxies(server, "env", { HTTPS_PROXY: `socks5://me:${secret}@h` })).toThrow(
      /^Invalid configuration: servers\.api\.proxy: the environment variable HTTPS_PROXY holds no address of a proxy/,
    );
  });
});

describe("options of the network", () => {
  it.each([
    [
      { ca: "/etc/ca.pem" },
      'ca: is text, but not PEM, which begins with "-----BEGIN": for a path write { file: … }',
    ],
    [{ ca: [{ file: "a" }, ""] }, "ca,1: is text, but not PEM"],
    [{ ca: 5 }, "ca: must be PEM text, a Buffer, or { file }"],
    [{ cert: { file: "a" } }, "key: is missing"],
    [{ key: { file: "a" } }, "cert: is missing"],
    [{ passphrase: 1 }, "passphrase: must be text"],
    [{ servername: "" }, "servername: must be the name of a host"],
    [{ rejectUnauthorized: "no" }, "rejectUnauthorized: must be true or false"],
  ])("tls: %j is reported", (tls, expected) => {
    const lines = tlsProblems(tls as TlsOptions).map(({ path, message }) => `${path}: ${message}`);
    expect(lines).toEqual([expect.stringContaining(expected)]);
  });

  it.each([true, "", "socks5://h:1", "ftp://h", 3, {}])("proxy: %j is reported", (proxy) => {
    expect(proxyProblems(proxy)).toHaveLength(1);
  });

  it("do not show the address of a proxy, which may hold a password", () => {
    expect(proxyProblems(`socks5://me:${secret}@h`)[0]?.message).not.toContain(secret);
  });

  it("are excluded by a dispatcher", () => {
    const options = { dispatcher: {}, tls: {}, http2: true, egress: {} } as unknown as NetworkOptions;
    expect(dispatcherProblems(options).map(({ path }) => path.join())).toEqual(["tls", "http2"]);
  });
});
