import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FaultProxy, type ReferenceEra, startFaultProxy, startServer } from "@mcp-team/testing";
import { callsOf } from "../losses/calls-of.js";
import type { LostServer } from "../losses/lost-server.js";
import { builderWithoutModel, reached, toolOf } from "../team/open-team.js";

/** How a remote server is reached. */
export interface RemoteKind {
  readonly title: string;
  readonly transport: "sse" | "http";
  readonly era: ReferenceEra;
}

/** A team with one server behind a proxy, which is lost by a reset of all connections. */
export interface RemoteServer extends LostServer {
  readonly proxy: FaultProxy;
  /** Ends the server and starts another one on its port, which knows none of its sessions. */
  restart(): Promise<unknown>;
  /** Resolves when the team has given the connection up. */
  noticed(): Promise<void>;
}

/** Starts a server, a proxy before it, and a team. */
export async function remoteServer({ transport, era }: RemoteKind): Promise<RemoteServer> {
  const folder = await mkdtemp(join(tmpdir(), "mcp-team-cuts-"));
  const log = join(folder, "calls.jsonl");
  const server = await startServer({ transport, era, log });
  const proxy = await startFaultProxy({ target: server.url });
  const team = await builderWithoutModel("cuts")
    .withMcpServer({
      url: proxy.url(),
      transport,
      protocol: era,
      name: "remote",
      // Silence is found soon, so that many stalls can be made.
      sseReadTimeoutMs: 1_000,
      timeoutMs: 3_000,
    })
    .build();
  return {
    proxy,
    tool: (name) => toolOf(team, name),
    ...callsOf(log),
    lose() {
      const now = performance.now();
      proxy.cut();
      return now;
    },
    restart: () => server.restart(),
    noticed: () => reached(team, "remote", "reconnecting"),
    async [Symbol.asyncDispose]() {
      proxy.resume();
      await team.close();
      await proxy.stop();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
