import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  type Direction,
  type ReferenceEra,
  readCallLog,
  type ServerProcess,
  startFaultProxy,
  startServer,
} from "@mcp-team/testing";
import type { Target } from "./target.js";

/** How long a line may be silent before its server is asked for a sign of life, in milliseconds. */
const sseReadTimeoutMs = 1_000;

/** A server behind a proxy. @param folder - for its log of calls */
export async function remoteTarget(
  name: string,
  { transport, era }: { readonly transport: "sse" | "http"; readonly era: ReferenceEra },
  folder: string,
): Promise<Target> {
  const log = join(folder, `${name}.jsonl`);
  const start = () => startServer({ transport, era, log });
  let server: ServerProcess = await start();
  const proxy = await startFaultProxy({ target: server.url });
  return {
    name,
    faults: {
      cut: async () => proxy.cut(),
      async "cut in an answer"(random) {
        // The connection that gets so far first.
        proxy.cutAfter(random.between(1, 20_000), "down", "first");
        await delay(1_000);
        proxy.cutAfter(Number.POSITIVE_INFINITY);
      },
      async stalled(random) {
        const direction = random.pick<Direction>(["up", "down", "both"]);
        proxy.stall(direction);
        // Shorter and longer than the silence after which the line is given up.
        await delay(random.between(100, 4 * sseReadTimeoutMs));
        proxy.resume(direction);
      },
      async delayed(random) {
        proxy.delay(random.between(10, 150));
        await delay(1_000);
        proxy.delay(0);
      },
      async slow(random) {
        proxy.bandwidth(random.between(20_000, 200_000));
        await delay(1_000);
        proxy.bandwidth(Number.POSITIVE_INFINITY);
      },
      async refused(random) {
        proxy.refuse();
        proxy.cut();
        await delay(random.between(50, 1_000));
        await proxy.accept();
      },
      async restarted() {
        await server.kill();
        server = await start();
        proxy.retarget(server.url);
      },
    },
    addTo: (builder) =>
      void builder.withMcpServer({ url: proxy.url(), transport, name, protocol: era, sseReadTimeoutMs }),
    log: () => readCallLog(log),
    async [Symbol.asyncDispose]() {
      await proxy.stop();
      await server.stop();
    },
  };
}
