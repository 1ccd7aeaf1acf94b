import type { Library, ServerAddress } from "../../library.js";
import { connectByHand, type OpenWire } from "./json-rpc.js";
import { overHttp } from "./over-http.js";
import { overSse } from "./over-sse.js";
import { overStdio } from "./over-stdio.js";

/** The physical limit: JSON-RPC over the bare modules of Node.js, without a check. */
export const handWritten: Library = {
  async connect(servers) {
    const sessions = await Promise.all(servers.map((server) => connectByHand(wireTo(server))));
    return {
      tools: sessions.flatMap(({ tools }) => tools),
      close: async () => void (await Promise.all(sessions.map((session) => session.close()))),
    };
  },
};

function wireTo(server: ServerAddress): OpenWire {
  switch (server.kind) {
    case "stdio":
      return overStdio(server.command, server.args);
    case "sse":
      return overSse(server.url);
    case "http":
      return overHttp(server.url);
  }
}
