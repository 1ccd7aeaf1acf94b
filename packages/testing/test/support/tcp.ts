import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A server that hands out the sockets of those who connect. */
export interface TcpServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** The next socket that was accepted and not handed out yet. */
  accepted(): Promise<Peer>;
}

/** One end of a connection. */
export class Peer implements Disposable {
  private readonly received: Buffer[] = [];
  private bytes = 0;
  /** Resolves to `end` after a proper end, to the code of the error after a loss. */
  readonly closed: Promise<string>;

  /** Resolves when nothing more can come. Node reports an end when a reset comes together with the last bytes. */
  readonly over: Promise<void>;

  constructor(readonly socket: Socket) {
    let code = "end";
    socket.on("error", (error: NodeJS.ErrnoException) => {
      code = error.code ?? error.message;
    });
    socket.on("data", (bytes) => {
      this.received.push(bytes);
      this.bytes += bytes.length;
    });
    this.closed = new Promise((resolve) => socket.once("close", () => resolve(code)));
    this.over = new Promise((resolve) => socket.once("end", resolve).once("close", () => resolve()));
  }

  get text(): string {
    return Buffer.concat(this.received).toString("latin1");
  }

  write(text: string | Buffer): void {
    this.socket.write(text);
  }

  /** Resolves with what came so far when it has so many bytes. */
  async atLeast(bytes: number): Promise<string> {
    while (this.bytes < bytes) await once(this.socket, "data");
    return this.text;
  }

  /** What came within some time in which nothing is expected. */
  async within(ms: number): Promise<string> {
    await delay(ms);
    return this.text;
  }

  [Symbol.dispose](): void {
    this.socket.destroy();
  }
}

/** Connects to a port of this machine. */
export async function dial(port: number): Promise<Peer> {
  const socket = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
  const peer = new Peer(socket);
  await once(socket, "connect");
  return peer;
}

export async function listen(): Promise<TcpServer> {
  const waiting: Peer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    waiting.push(new Peer(socket));
    server.emit("peer");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    async accepted() {
      while (waiting.length === 0) await once(server, "peer");
      return waiting.shift() as Peer;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
