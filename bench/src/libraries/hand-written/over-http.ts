import { Agent } from "node:http";
import { EventCutter } from "./events.js";
import type { OpenWire } from "./json-rpc.js";
import { post } from "./post.js";

/** Streamable HTTP: each message is posted, and its answer comes as the body. */
export function overHttp(url: string): OpenWire {
  return async (receive, fail) => {
    const agent = new Agent({ keepAlive: true });
    const headers: Record<string, string> = {};
    const exchange = async (text: string) => {
      const answer = await post(new URL(url), text, { agent, headers });
      const session = answer.headers["mcp-session-id"];
      if (typeof session === "string") headers["mcp-session-id"] = session;
      const cutter = new EventCutter(({ data }) => {
        if (data !== "") receive(JSON.parse(data));
      });
      answer.setEncoding("utf8").on("data", (part: string) => cutter.push(part));
    };
    return {
      send: (text) => void exchange(text).catch(fail),
      close: async () => agent.destroy(),
    };
  };
}
