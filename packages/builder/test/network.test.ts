import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { LookupFunction } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCallLog, startConnectProxy, startServer, waitFor } from "@mcp-team/testing";
import { MCPTeamBuilder, type ServerDefaults } from "../src/index.js";
import { type Identity, issue, startSecureFront } from "./secure-front.js";

const host = "api.example.com";

const phrase = testSecret("phrase");
const password = testSecret("proxy");
const lie = testSecret("lie");

/** A DNS of the tests: every name leads to this machine. */
const lookup: LookupFunction = (_hostname, { all }, callback) =>
  all ? callback(null, [{ address: "127.0.0.1", family: 4 }]) : callback(null, "127.0.0.1", 4);

const folder = mkdtempSync(join(tmpdir(), "network-"));
const log = join(folder, "calls.jsonl");

const egress = { allowPrivateNetworks: ["127.0.0.1"] };

let servers: { readonly http: Server; readonly sse: Server };
let ca: string;
let server: Identity;
let client: Identity;
let locked: Identity;

type Server = Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  const [http, sse, issued] = await Promise.all([
    startServer({ transport: "http", tools: ["add", "echo", "slow_write"], log }),
    startServer({ transport: "sse", tools: ["add"] }),
    issue(),
  ]);
  servers = { http, sse };
  ca = issued.ca;
  [server, client, locked] = await Promise.all([
    issued.identity(host),
    issued.identity("client-1"),
    issued.identity("client-2", phrase),
  ]);
});

afterAll(async () => {
  await Promise.all([servers.http.stop(), servers.sse.stop()]);
  rmSync(folder, { recursive: true });
});

/** Asks a server for a sum. */
async function sumOf(url: string, options: ServerDefaults, kind: "http" | "sse" = "http"): Promise<unknown> {
  await using builder = new MCPTeamBuilder("network").withDefaults({ lookup, egress, ...options });
  if (kind === "http") builder.withMcpServerHttp(url, { name: "api" });
  else builder.withMcpServerSse(url, { name: "api" });
  const tools = await builder.fetchMcpTools();
  return await tools.find(({ name }) => name === "add")?.invoke({ a: 1, b: 2 });
}

describe("TLS", () => {
  it("with the authority that is given, over both transports", async () => {
    await using http = await startSecureFront({ ...server, target: servers.http.url });
    await using sse = await startSecureFront({ ...server, target: servers.sse.url });
    expect(await sumOf(http.url(host), { tls: { ca } })).toBe("3");
    expect(await sumOf(sse.url(host), { tls: { ca: [Buffer.from(ca)] } }, "sse")).toBe("3");
    expect(http.seen).toMatchObject({ http2: 0, http1: expect.any(Number) });
  });

  it("is not taken from an authority that is not known, nor for another host", async () => {
    await using front = await startSecureFront({ ...server, target: servers.http.url });
    await expect(sumOf(front.url(host), {})).rejects.toThrow(
      /has a TLS certificate that is not trusted. Give its certificate authority in `tls: \{ ca: \{ file \} \}`/,
    );
    await expect(sumOf(front.url("other.example.com"), { tls: { ca } })).rejects.toThrow(
      /for another host name/,
    );
    expect(await sumOf(front.url("other.example.com"), { tls: { ca, servername: host } })).toBe("3");
    expect(await sumOf(front.url(host), { tls: { rejectUnauthorized: false } })).toBe("3");
  });

  it("shows the certificate of the client, from files or texts, with an encrypted key", async () => {
    await using front = await startSecureFront({ ...server, target: servers.http.url, clientCa: ca });
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return { file: join(folder, name) };
    };
    const files = {
      ca: file("ca.pem", ca),
      cert: file("cert.pem", client.cert),
      key: file("key.pem", client.key),
    };
    expect(await sumOf(front.url(host), { tls: files })).toBe("3");
    const texts = { ca, cert: locked.cert, key: locked.key, passphrase: phrase };
    expect(await sumOf(front.url(host), { tls: texts })).toBe("3");
    expect([...front.seen.clients]).toEqual(["client-1", "client-2"]);
    // Which of the two arrives first, the reason or the end, is up to the network.
    await expect(sumOf(front.url(host), { tls: { ca } })).rejects.toThrow(
      /the certificate of this client, or wants one|cut the connection/,
    );
  });

  it("tells what is wrong with certificates and keys before anything is sent", async () => {
    await using front = await startSecureFront({ ...server, target: servers.http.url });
    const { cert } = client;
    for (const [tls, told] of [
      [{ cert, key: server.key }, /servers\.api\.tls: `key` is not the private key of `cert`/],
      [{ cert: locked.cert, key: locked.key, passphrase: "wrong-phrase" }, /tls: `key` cannot be decrypted/],
      [{ cert: locked.cert, key: locked.key }, /tls: `key` cannot be decrypted/],
      [{ ca: { file: "/none/ca.pem" } }, /tls\.ca: the file "\/none\/ca\.pem" does not exist/],
      [{ ca: { file: folder } }, /servers\.api\.tls\.ca: the file .* cannot be read \(EISDIR\)/],
      [{ cert: "-----BEGIN nothing", key: client.key }, /tls: a certificate or the key cannot be read/],
    ] as const) {
      const error: Error = (await sumOf(front.url(host), { tls }).catch((error: Error) => error)) as Error;
      expect(error).toMatchObject({ code: "CONFIGURATION" });
      expect(error.message).toMatch(told);
      expect(error.message).not.toMatch(/phrase"|BEGIN nothing|PRIVATE/);
    }
    expect(front.seen).toMatchObject({ http1: 0, http2: 0 });
  });
});

describe("HTTP/2", () => {
  it("is spoken with a server that takes nothing else", async () => {
    await using front = await startSecureFront({ ...server, target: servers.http.url, allowHTTP1: false });
    await using builder = new MCPTeamBuilder("network")
      .withDefaults({ lookup, egress, tls: { ca }, http2: true })
      .withMcpServerHttp(front.url(host), { name: "api" });
    const echo = (await builder.fetchMcpTools()).find(({ name }) => name === "echo");
    const calls = Array.from({ length: 20 }, (_, n) => echo?.invoke({ text: `call ${n}` }));
    expect(await Promise.all(calls)).toEqual(Array.from(calls, (_, n) => `call ${n}`));
    expect(front.seen.http1).toBe(0);
    expect(front.seen.http2).toBeGreaterThan(20);
  });

  it("sends no call twice when the server ends the connection", async () => {
    await using front = await startSecureFront({ ...server, target: servers.http.url });
    await using builder = new MCPTeamBuilder("network")
      .withDefaults({ lookup, egress, tls: { ca }, http2: true })
      .withMcpServerHttp(front.url(host), { name: "api" });
    const write = (await builder.fetchMcpTools()).find(({ name }) => name === "slow_write");
    const calls = [1, 2, 3].map((n) => write?.invoke({ ms: 600_000, key: `key-${n}` }));
    const settled = Promise.allSettled(calls);
    const begun = () =>
      readCallLog(log).filter(({ event, tool }) => event === "start" && tool === "slow_write");
    await waitFor(() => begun().length === 3, { timeoutMs: 20_000 });
    front.goAway();
    for (const { status } of await settled) expect(status).toBe("rejected");
    expect(begun()).toHaveLength(3);
  });
});

describe("a proxy", () => {
  const environment = { ...process.env };

  afterEach(() => {
    process.env = { ...environment };
  });

  it("of the environment is used for all but this machine and the hosts of NO_PROXY", async () => {
    await using front = await startSecureFront({ ...server, target: servers.http.url });
    await using proxy = await startConnectProxy({ hosts: { [host]: "127.0.0.1" } });
    process.env.HTTPS_PROXY = proxy.url;
    expect(await sumOf(front.url(host), { tls: { ca }, http2: true })).toBe("3");
    expect(front.seen.http2).toBeGreaterThan(0);
    expect(new Set(proxy.targets)).toEqual(new Set([`${host}:${front.port}`]));

    const asked = proxy.targets.length;
    process.env.HTTP_PROXY = proxy.url;
    expect(await sumOf(servers.http.url, {})).toBe("3");
    expect(await sumOf(front.url(host), { tls: { ca }, proxy: false })).toBe("3");
    process.env.NO_PROXY = "example.com";
    expect(await sumOf(front.url(host), { tls: { ca } })).toBe("3");
    expect(proxy.targets).toHaveLength(asked);
  });

  it("that is given is used for all, SSE without TLS included", async () => {
    await using proxy = await startConnectProxy({ credentials: `me:${password}` });
    const url = proxy.url.replace("//", `//me:${password}@`);
    expect(await sumOf(servers.sse.url, { proxy: url }, "sse")).toBe("3");
    expect(new Set(proxy.targets)).toEqual(new Set([new URL(servers.sse.url).host]));
  });

  it("that refuses, reaches nothing, or is not there, is told from the server", async () => {
    await using proxy = await startConnectProxy({
      credentials: `me:${password}`,
      hosts: { [host]: "127.0.0.2" },
    });
    const url = `https://${host}:1/mcp`;
    const wrong = proxy.url.replace("//", `//me:${lie}@`);
    const right = proxy.url.replace("//", `//me:${password}@`);
    const refused = sumOf(url, { proxy: wrong });
    await expect(refused).rejects.toThrow(
      /api\.example\.com:1 was not reached through the proxy, which answered 407. Write the user and the password/,
    );
    await expect(refused).rejects.not.toThrow(lie);
    await expect(sumOf(url, { proxy: right })).rejects.toThrow(/through the proxy, which answered 502/);
    await proxy.stop();
    await expect(sumOf(url, { proxy: right })).rejects.toThrow(
      /could not be reached: its proxy at 127\.0\.0\.1:\d+ refused the connection. Check `proxy`/,
    );
  });

  it("does not get what the policy refuses at the sight of it", async () => {
    await using proxy = await startConnectProxy();
    await expect(sumOf("https://10.0.0.1/mcp", { proxy: proxy.url })).rejects.toThrow(/is at 10\.0\.0\.1/);
    await expect(
      sumOf("https://evil.example/mcp", { proxy: proxy.url, egress: { allowedHosts: [host] } }),
    ).rejects.toThrow(/has the host "evil\.example"/);
    expect(proxy.targets).toEqual([]);
  });
});
