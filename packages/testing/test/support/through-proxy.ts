import { type FaultProxy, startFaultProxy } from "@mcp-team/testing";
import { dial, listen, type Peer, type TcpServer } from "./tcp.js";

/** A proxy before a server that hands out its sockets. */
export interface Rig extends AsyncDisposable {
  readonly proxy: FaultProxy;
  readonly target: TcpServer;
  /** Both ends of a new connection. */
  open(): Promise<{ client: Peer; server: Peer }>;
}

export async function rig(): Promise<Rig> {
  const target = await listen();
  const proxy = await startFaultProxy({ target: target.url });
  const clients: Peer[] = [];
  return {
    proxy,
    target,
    async open() {
      const client = await dial(proxy.port);
      clients.push(client);
      return { client, server: await target.accepted() };
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client[Symbol.dispose]();
      await proxy.stop();
      await target[Symbol.asyncDispose]();
    },
  };
}
