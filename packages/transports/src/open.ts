import { fallingBack } from "./falling-back.js";
import type { SseOptions, StreamableHttpOptions } from "./http/options.js";
import { probed } from "./probed/probed.js";
import type { ServerTransport } from "./server-transport.js";
import { sse } from "./sse/sse.js";
import { type StdioOptions, stdioDefaults } from "./stdio/options.js";
import { stdio } from "./stdio/stdio.js";
import { streamableHttp } from "./streamable-http/streamable-http.js";

/** How to reach a server. */
export type TransportOptions =
  | ({ readonly kind: "stdio" } & StdioOptions)
  | ({ readonly kind: "sse" } & SseOptions)
  | ({ readonly kind: "http" } & StreamableHttpOptions);

/** Makes the transport for a server, not yet started. The one place that knows all kinds. */
export function openTransport(options: TransportOptions): ServerTransport {
  switch (options.kind) {
    case "stdio":
      return openLocal(options);
    case "sse":
      return sse(options);
    case "http":
      return fallingBack(streamableHttp(options), () => sse(options));
  }
}

function openLocal(options: StdioOptions): ServerTransport {
  const { name, silenceTimeoutMs, timeoutMs: answerMs = stdioDefaults.timeoutMs } = options;
  const transport = stdio(options);
  return silenceTimeoutMs === undefined ? transport : probed(transport, { name, silenceTimeoutMs, answerMs });
}
