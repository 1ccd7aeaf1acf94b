import { maskServer } from "./mask-server.js";
import { normalizeServers } from "./normalize-servers.js";

const secret = testSecret("mask-server");

function viewOf(value: unknown) {
  const { servers } = normalizeServers([{ value, problems: [] }], {});
  return servers.map(maskServer)[0];
}

const pem = `-----BEGIN KEY-----\n${secret}`;

it.each([
  [
    { command: "x", args: ["--room", `a ${secret}`], env: { TOKEN: secret } },
    { env: { TOKEN: "***" }, args: ["--room", "a ***"] },
  ],
  [{ command: "x", args: ["--token", secret] }, { args: ["--token", "***"] }],
  [
    { url: `http://me:${secret}@h/?key=${secret}`, headers: { A: secret } },
    { url: "http://***@h/?key=***", headers: { A: "***" } },
  ],
  [{ url: "http://h/", transport: "sse", env: { AUTH_TOKEN: secret } }, { env: { AUTH_TOKEN: "***" } }],
  [{ url: "http://h/", headers: () => ({ A: secret }) }, { headers: "asked for each request" }],
  [{ url: "http://h/", auth: { bearer: secret } }, { auth: { bearer: "***" } }],
  [{ url: "http://h/", auth: { bearer: () => secret } }, { auth: { bearer: "asked for each request" } }],
  [
    { url: "http://h/", auth: { apiKey: secret, header: "X-Key" } },
    { auth: { apiKey: "***", header: "X-Key" } },
  ],
  [{ url: "http://h/", auth: { token: async () => secret } }, { auth: { provider: "of the MCP SDK" } }],
  [
    { url: "http://h/", auth: { clientCredentials: { clientId: "me", clientSecret: secret } } },
    { auth: { clientCredentials: { clientId: "me", clientSecret: "***" } } },
  ],
  [
    { url: "http://h/", auth: { oauth: { scope: "a b", store: "tokens.json", authorize: () => secret } } },
    { auth: { oauth: { scope: "a b", store: "tokens.json", authorize: "asks a person" } } },
  ],
  [
    { url: "http://h/", auth: { basic: { username: "me", password: secret } } },
    { auth: { basic: { username: "me", password: "***" } } },
  ],
  [
    {
      url: "http://h/",
      tls: { ca: { file: "package.json" }, cert: pem, key: Buffer.from(pem), passphrase: secret },
    },
    { tls: { ca: { file: "package.json" }, cert: "***", key: "***", passphrase: "***" } },
  ],
  [
    { url: "http://h/", proxy: `http://me:${secret}@p:1`, egress: { allowedHosts: ["h"] }, http2: true },
    { proxy: "http://***@p:1", egress: { allowedHosts: ["h"] }, http2: true },
  ],
])("shows example %# without its secrets", (server, shown) => {
  expect(viewOf(server)).toMatchObject(shown);
  expect(JSON.stringify(viewOf(server))).not.toContain(secret);
});
