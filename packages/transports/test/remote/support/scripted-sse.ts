import type { ServerResponse } from "node:http";
import { beginStream, bodyOf, type Listening, listen } from "./listen.js";

/** What a scripted server does where it should not do the usual. */
export interface Script {
  /** Once a stream has begun. The usual: to name the endpoint `/messages`. */
  readonly stream?: (stream: ServerResponse) => void;
  /** For a posted message. The usual: 202. */
  readonly post?: (
    message: Record<string, unknown>,
    response: ServerResponse,
    stream: ServerResponse,
  ) => void;
}

/** A server of HTTP+SSE by hand, which does what a real one would not. */
export async function scriptedSse(
  script: Script = {},
): Promise<Listening & { readonly url: string; stream(): ServerResponse; send(text: string): void }> {
  let stream: ServerResponse | undefined;
  const opened = () => stream as ServerResponse;
  const server = await listen(async (request, response) => {
    if (request.method === "GET") {
      stream = response;
      beginStream(response);
      if (script.stream) script.stream(response);
      else response.write("event: endpoint\ndata: /messages?sessionId=0123456789abcdef\n\n");
      return;
    }
    const message = await bodyOf(request);
    if (script.post) script.post(message, response, opened());
    else response.writeHead(202).end();
  });
  return Object.assign(server, {
    url: `${server.origin}/sse`,
    stream: opened,
    send: (text: string) => void opened().write(text),
  });
}

/** A message as an event. */
export function event(message: unknown): string {
  return `event: message\ndata: ${JSON.stringify(message)}\n\n`;
}
