import { type ReferenceEra, startFaultProxy, startServer } from "@mcp-team/testing";
import { builderWithoutModel } from "../team/open-team.js";
import { type Line, serverName } from "./line.js";

/** A server that all teams share, behind a proxy. */
export async function remoteLine(
  name: string,
  transport: "sse" | "http",
  era: ReferenceEra,
  mark: string,
): Promise<Line> {
  const server = await startServer({ transport, era, name: mark });
  const proxy = await startFaultProxy({ target: server.url });
  return {
    name,
    startMs: 60,
    builder: (options) =>
      builderWithoutModel("closes").withMcpServer({
        url: proxy.url(),
        transport,
        ...options,
        name: serverName,
      }),
    lose: () => proxy.cut(),
    keepAway: () => proxy.refuse(),
    letBack: () => proxy.accept(),
    async [Symbol.asyncDispose]() {
      await proxy.stop();
      await server.stop();
    },
  };
}
