import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";

/** What a proxy is started with. */
export interface ConnectProxyOptions {
  /** The address of each host that it knows, in place of the DNS: `{ "api.example.com": "127.0.0.1" }`. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** Who may use it, as `user:password`. @default everybody */
  readonly credentials?: string;
}

/** An HTTP proxy that makes tunnels, in this process. */
export interface ConnectProxy extends AsyncDisposable {
  /** Its address, without credentials. */
  readonly url: string;
  /** What was asked for, such as `api.example.com:443`, refused or not, in the order of the requests. */
  readonly targets: readonly string[];
  /** Ends it with all of its tunnels. */
  stop(): Promise<void>;
}

/**
 * Starts an HTTP proxy on a free port of 127.0.0.1. It answers CONNECT with a tunnel, with 407 to who may not use it, and with 502
 * where nothing can be reached.
 *
 * Source: RFC 9110, section 9.3.6.
 */
export async function startConnectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const targets: string[] = [];
  const tunnels = new Set<Duplex>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", (request: IncomingMessage, client: Duplex, head: Buffer) => {
    tunnels.add(client.on("error", () => {}).once("close", () => tunnels.delete(client)));
    targets.push(request.url ?? "");
    if (mayUse(request, options)) openTunnel(request, client, head, options);
    else refuse(client, "407 Proxy Authentication Required", 'Proxy-Authenticate: Basic realm="proxy"\r\n');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    for (const tunnel of tunnels) tunnel.destroy();
    await closed;
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, targets, stop, [Symbol.asyncDispose]: stop };
}

function mayUse({ headers }: IncomingMessage, { credentials }: ConnectProxyOptions): boolean {
  if (credentials === undefined) return true;
  return headers["proxy-authorization"] === `Basic ${Buffer.from(credentials).toString("base64")}`;
}

function openTunnel(
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
  { hosts = {} }: ConnectProxyOptions,
): void {
  const { hostname, port } = new URL(`http://${request.url}`);
  const socket = connect(Number(port || 80), hosts[hostname] ?? hostname.replace(/^\[(.*)\]$/, "$1"));
  socket.once("connect", () => {
    client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
    socket.write(head);
    client.pipe(socket).pipe(client);
  });
  socket.on("error", () => refuse(client, "502 Bad Gateway"));
  socket.once("close", () => client.destroy());
  client.once("close", () => socket.destroy());
}

function refuse(client: Duplex, status: string, headers = ""): void {
  client.end(`HTTP/1.1 ${status}\r\n${headers}Content-Length: 0\r\nConnection: close\r\n\r\n`);
}
