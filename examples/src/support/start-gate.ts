import { once } from "node:events";
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Who may pass, and where others are told to go. */
export interface GateOptions {
  /** The address of the server behind it. */
  readonly target: string;
  /** Whether a token is good now. */
  readonly isGood: (token: string, url: string) => boolean | Promise<boolean>;
  /** The authorization server, if there is one. Source: RFC 9728. */
  readonly issuer?: string;
}

/** Something that stands before a server and lets nobody pass without a good token, until it is disposed of. */
export async function startGate({ target, isGood, issuer }: GateOptions) {
  const gate = createServer().listen(0, "127.0.0.1");
  await once(gate, "listening");
  const { port } = gate.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}${new URL(target).pathname}`;
  gate.on("request", async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith("/.well-known/oauth-protected-resource")) {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ resource: url, authorization_servers: [issuer] }));
      return;
    }
    const [, token = ""] = request.headers.authorization?.split("Bearer ") ?? [];
    if (await isGood(token, url)) pass(request, response, target);
    else response.writeHead(401, { "www-authenticate": "Bearer" }).end();
  });
  return {
    url,
    async [Symbol.asyncDispose]() {
      gate.closeAllConnections();
      gate.close();
      await once(gate, "close");
    },
  };
}

function pass(request: IncomingMessage, response: ServerResponse, target: string): void {
  const { method, headers, url = "/" } = request;
  const behind = ask(new URL(url, target), { method, headers: { ...headers, host: new URL(target).host } });
  behind.once("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    answer.pipe(response);
  });
  behind.once("error", () => response.destroy());
  response.once("close", () => behind.destroy());
  request.pipe(behind);
}
