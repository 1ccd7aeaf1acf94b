import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { EventCutter } from "./events.js";
import type { OpenWire } from "./json-rpc.js";
import { post } from "./post.js";

/** HTTP+SSE of 2024-11-05: messages are posted, and everything comes back over one stream. */
export function overSse(url: string): OpenWire {
  return async (receive, fail) => {
    const agent = new Agent({ keepAlive: true });
    const asked = get(url, { agent, headers: { accept: "text/event-stream" } });
    const [stream] = (await once(asked, "response")) as [IncomingMessage];
    stream.setEncoding("utf8").on("error", fail);
    const endpoint = await new Promise<URL>((resolve) => {
      const cutter = new EventCutter(({ type, data }) => {
        if (type === "endpoint") resolve(new URL(data, url));
        else receive(JSON.parse(data));
      });
      stream.on("data", (text: string) => cutter.push(text));
    });
    return {
      send: (text) => {
        post(endpoint, text, { agent, headers: {} }).then((answer) => answer.resume(), fail);
      },
      close: async () => {
        stream.destroy();
        agent.destroy();
      },
    };
  };
}
