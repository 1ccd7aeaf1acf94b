import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createSocketServer, type LookupFunction } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFaultProxy, startServer } from "@mcp-team/testing";
import { type HttpServerOptions, MCPTeamBuilder } from "../src/index.js";

const secret = testSecret("egress");

/** Where nothing may arrive: a real socket, which counts what does. */
async function forbiddenPlace(host = "127.0.0.1", port = 0) {
  const seen = { connections: 0, bytes: 0 };
  const server = createSocketServer((socket) => {
    seen.connections++;
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      seen.bytes += chunk.length;
      socket.destroy();
    });
  });
  server.listen(port, host);
  await once(server, "listening");
  return {
    seen,
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => void server.close(),
  };
}

/** A server that a client may ask, and that misleads it. */
async function misleading(answer: RequestListener, host = "127.0.0.1") {
  const server = createServer(answer).listen(0, host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const dispose = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://${host}:${port}/mcp`, port, [Symbol.asyncDispose]: dispose };
}

/** A DNS in which every name has these addresses. */
const leadingTo =
  (...addresses: string[]): LookupFunction =>
  (_hostname, { all }, callback) => {
    const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    if (all) callback(null, found);
    else callback(null, found[0]?.address ?? "", found[0]?.family);
  };

const here = leadingTo("127.0.0.1");
const network = ["127.0.0.0/8"];
const team = () => new MCPTeamBuilder("careful").withDefaults({ reconnect: false, timeoutMs: 20_000 });
const http = (url: string, options?: HttpServerOptions) =>
  team().withMcpServerHttp(url, { name: "api", ...options });
const sse = (url: string, options?: HttpServerOptions) =>
  team().withMcpServerSse(url, { name: "api", ...options });

/** Tries an attack, and gives what it is told. */
async function refusal(builder: MCPTeamBuilder): Promise<string> {
  await using attempt = builder;
  const error: Error = await attempt.fetchMcpTools().then(
    () => new Error("nothing was refused"),
    (error: Error) => error,
  );
  return error.message;
}

let place: Awaited<ReturnType<typeof forbiddenPlace>>;
const folder = mkdtempSync(join(tmpdir(), "egress-"));

beforeEach(async () => {
  place = await forbiddenPlace();
});

afterEach(async () => {
  process.env.NODE_ENV = "test";
  await place[Symbol.asyncDispose]();
});

afterAll(() => rmSync(folder, { recursive: true }));

/** A file of servers with one in it. */
function file(server: object): string {
  const path = join(folder, "mcp.json");
  writeFileSync(path, JSON.stringify({ mcpServers: { api: server } }));
  return path;
}

const bash = () => `echo attack > /dev/tcp/127.0.0.1/${place.port}`;

describe("an attack is refused with a clear error, and without a byte sent:", () => {
  it.each<[string, () => MCPTeamBuilder, RegExp]>([
    [
      "http: in production",
      () => {
        process.env.NODE_ENV = "production";
        return http(`http://api.example.com:${place.port}/`, {
          lookup: here,
          egress: { allowPrivateNetworks: network },
        });
      },
      /api\.url: is refused: http:\/\/api\.example\.com:\d+ is not encrypted, and only https may be used/,
    ],
    [
      "http: where the team wants https",
      () =>
        sse(`http://api.example.com:${place.port}/`, { lookup: here }).withDefaults({
          egress: { httpsOnly: true, allowPrivateNetworks: network },
        }),
      /is not encrypted.* Write it with "https:\/\/", or allow it/,
    ],
    [
      "a host that is not allowed",
      () =>
        http(`http://evil.example:${place.port}/`, {
          lookup: here,
          egress: { allowedHosts: ["*.example.com"], allowPrivateNetworks: network },
        }),
      /has the host "evil\.example", which is not among those that may be asked/,
    ],
    [
      "a replica on a host that is not allowed",
      () =>
        team().withMcpServerSse([`http://localhost:${place.port}/`, `http://evil.example:${place.port}/`], {
          lookup: here,
          egress: { allowedHosts: [], allowPrivateNetworks: network },
        }),
      /url\[1\]: is refused: http:\/\/evil\.example:\d+ has the host "evil\.example"/,
    ],
    [
      "a public name that leads to this machine",
      () => http(`http://api.example.com:${place.port}/`, { lookup: here }),
      /Server "api" at http:\/\/api\.example\.com:\d+\/ was not contacted: api\.example\.com leads to 127\.0\.0\.1, which is a loopback address, and such are refused .* allow it: `egress: \{ allowPrivateNetworks: \["127\.0\.0\.1"\] \}`/,
    ],
    [
      "a public name that leads to a private address",
      () => sse(`http://api.example.com:${place.port}/`, { lookup: leadingTo("10.0.0.1") }),
      /api\.example\.com leads to 10\.0\.0\.1, which is a private address/,
    ],
    [
      "a public name that leads to the secrets of a cloud",
      () =>
        http(`http://api.example.com:${place.port}/`, {
          lookup: leadingTo("169.254.169.254"),
          egress: { allowPrivateNetworks: true },
        }),
      /leads to 169\.254\.169\.254, which is a link-local address/,
    ],
    [
      "a public name with one private address among others",
      () =>
        http(`http://api.example.com:${place.port}/`, {
          lookup: leadingTo("127.0.0.1", "::ffff:10.0.0.1"),
          egress: { allowPrivateNetworks: network },
        }),
      /leads to ::ffff:10\.0\.0\.1, which is a private address/,
    ],
    [
      "a name of this machine that leads elsewhere",
      () => http(`http://localhost:${place.port}/`, { lookup: leadingTo("10.0.0.1") }),
      /leads to 10\.0\.0\.1, although "localhost" is a name of this machine/,
    ],
    [
      "an address that stands for all of this machine",
      () => http(`http://0.0.0.0:${place.port}/`),
      /is at 0\.0\.0\.0, which is an unspecified address/,
    ],
    [
      "an address inside another",
      () => sse(`http://[::ffff:127.0.0.1]:${place.port}/`),
      /is at ::ffff:7f00:1, which is a loopback address/,
    ],
    [
      "a number as an address",
      () => http(`http://0x0a000001:${place.port}/`),
      /is at 10\.0\.0\.1, which is a private address/,
    ],
    [
      "a header with a line break",
      () => http(`http://127.0.0.1:${place.port}/`, { headers: { "X-Key": `${secret}\r\nX-Admin: yes` } }),
      /api\.headers\.X-Key: holds a line break, which would end the header: remove it/,
    ],
    [
      "a header of a function with a line break",
      () =>
        sse(`http://127.0.0.1:${place.port}/`, { headers: () => ({ "X-Key": `${secret}\nX-Admin: yes` }) }),
      /headers\.X-Key: the value has a line break in it/,
    ],
    [
      "a token with a line break",
      () => http(`http://127.0.0.1:${place.port}/`, { auth: { bearer: `${secret}\r\nX-Admin: yes` } }),
      /line break/,
    ],
    [
      "a file URL",
      () => http("file:///etc/passwd"),
      /api\.url: must begin with "http:\/\/" or "https:\/\/", not "file:\/\/"/,
    ],
    [
      "a file of servers with a text for a shell",
      () => team().withMcpServers(file({ command: "bash", args: ["-c", bash()] })),
      /api\.args: would have a shell read a text \(`bash -c`\), which a file of servers may not: name the program itself/,
    ],
    [
      "a file of servers with a text for a shell behind another program",
      () => team().withMcpServers(file({ command: "env", args: ["A=1", "bash", "-c", bash()] })),
      /would have a shell read a text/,
    ],
    [
      "a file of servers with a command line of a shell",
      () => team().withMcpServers(file({ command: `bash -c '${bash()}'` })),
      /api\.command: would have a shell read a text/,
    ],
    [
      "a file of servers with shell syntax",
      () => team().withMcpServers(file({ command: `node; ${bash()}` })),
      /api\.command: holds `;`, which means something to a shell only, and no shell reads it/,
    ],
    [
      "a file of servers that asks for a shell",
      () => team().withMcpServers(file({ command: bash(), shell: true })),
      /api\.shell: asks for a shell, and none is ever used/,
    ],
    [
      "a file of servers that changes the policy",
      () =>
        team().withMcpServers(
          file({ url: `http://0.0.0.0:${place.port}/`, egress: { allowPrivateNetworks: ["0.0.0.0"] } }),
        ),
      /api\.egress: is no matter for a file of servers: set it in the program/,
    ],
  ])("%s", async (_, attack, told) => {
    const message = await refusal(attack());
    expect(message).toMatch(told);
    expect(message).not.toContain(secret);
    expect(place.seen).toEqual({ connections: 0, bytes: 0 });
  });

  it.each([
    ["Streamable HTTP", http, 307],
    ["Streamable HTTP", http, 308],
    ["SSE", sse, 302],
    ["SSE", sse, 307],
  ] as const)("a redirect to another origin, over %s", async (_, connect, status) => {
    const location = `http://127.0.0.1:${place.port}/mcp`;
    await using server = await misleading((_request, response) =>
      response.writeHead(status, { location }).end(),
    );
    expect(await refusal(connect(server.url, { headers: { "X-Key": secret } }))).toMatch(
      /with a redirect to http:\/\/127\.0\.0\.1:\d+\/mcp, which was not followed: it is another origin/,
    );
    expect(place.seen).toEqual({ connections: 0, bytes: 0 });
  });

  it("an `endpoint` of another origin", async () => {
    await using server = await misleading((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`event: endpoint\ndata: http://127.0.0.1:${place.port}/messages\n\n`);
    });
    expect(await refusal(sse(server.url, { auth: { bearer: secret } }))).toMatch(
      /named an endpoint at http:\/\/127\.0\.0\.1:\d+\/messages, which is another origin/,
    );
    expect(place.seen).toEqual({ connections: 0, bytes: 0 });
  });

  it.each(["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "idp.example.net"])(
    "an authorization server of a server elsewhere, at %s",
    async (host) => {
      const metadata = `http://${host}:${place.port}/.well-known/oauth-protected-resource`;
      await using server = await misleading((_request, response) => {
        response.writeHead(401, { "www-authenticate": `Bearer resource_metadata="${metadata}"` }).end();
      }, "127.0.0.3");
      const lookup: LookupFunction = (name, ...args) =>
        (name === "api.example.com" ? leadingTo("127.0.0.3") : here)(name, ...args);
      const message = await refusal(
        http(`http://api.example.com:${server.port}/mcp`, {
          lookup,
          egress: { allowPrivateNetworks: ["127.0.0.3"] },
          auth: { clientCredentials: { clientId: "client", clientSecret: secret } },
        }),
      );
      expect(message).toMatch(/such are refused/);
      expect(place.seen).toEqual({ connections: 0, bytes: 0 });
    },
  );

  it("a name that changes its address after it was checked", async () => {
    await using server = await startServer({ transport: "http", tools: ["add"] });
    await using proxy = await startFaultProxy({ target: server.url });
    await using elsewhere = await forbiddenPlace("127.0.0.2", proxy.port);
    let address = "127.0.0.1";
    const lookup: LookupFunction = (...args) => leadingTo(address)(...args);
    const url = proxy.url().replace("127.0.0.1", "api.example.com");
    await using builder = new MCPTeamBuilder("careful")
      .withDefaults({ lookup, egress: { allowPrivateNetworks: ["127.0.0.1"] } })
      .withMcpServerHttp(url, { name: "api", reconnect: { maxAttempts: 1, initialDelayMs: 1 } });
    const [add] = await builder.fetchMcpTools();
    expect(await add?.invoke({ a: 1, b: 2 })).toBe("3");

    address = "127.0.0.2";
    proxy.cut();
    await expect(add?.invoke({ a: 1, b: 2 })).rejects.toThrow(
      /api\.example\.com leads to 127\.0\.0\.2, which is a loopback address/,
    );
    expect(elsewhere.seen).toEqual({ connections: 0, bytes: 0 });
  });
});

it("what is allowed arrives at that very socket", async () => {
  const egress = { allowPrivateNetworks: network, allowedHosts: ["*.example.com"] };
  await refusal(http(`http://api.example.com:${place.port}/`, { lookup: here, egress }));
  expect(place.seen.bytes).toBeGreaterThan(0);
});
