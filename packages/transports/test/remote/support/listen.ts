import { once } from "node:events";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createServer as createSocketServer } from "node:net";

/** One request that a test server has seen. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
}

/** A server that listens on a free port of the loopback address until it is disposed of. */
export interface Listening extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
  readonly seen: SeenRequest[];
  /** How many sockets are open now. */
  connections(): number;
  /** Resolves when no socket is open any more. */
  idle(): Promise<void>;
  /** Cuts every socket, as a crash does. */
  cut(): void;
}

/** Serves HTTP with a plain handler. */
export async function listen(handler: RequestListener): Promise<Listening> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    seen.push({ method, path: url, headers });
    void handler(request, response);
  });
  return serve(server, seen);
}

/** Serves bare sockets. */
export async function listenRaw(handler: (socket: Socket) => void): Promise<Listening> {
  const server = createSocketServer((socket) => {
    socket.on("error", () => {});
    handler(socket);
  });
  return serve(server as unknown as Server, []);
}

async function serve(server: Server, seen: SeenRequest[]): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    seen,
    connections: () => sockets.size,
    idle: async () => {
      // Not `once` of node:events, which fails when a socket is reset.
      await Promise.all(
        [...sockets].map((socket) => new Promise((resolve) => socket.once("close", resolve))),
      );
    },
    cut,
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

/** Begins a stream of events. */
export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.flushHeaders();
}

/** Reads a request's body as JSON. */
export async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as Record<string, unknown>;
}

/** A port of the loopback address on which nobody listens. */
export async function deadPort(): Promise<number> {
  await using server = await listenRaw(() => {});
  return server.port;
}
