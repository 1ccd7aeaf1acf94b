import type { ServerResponse } from "node:http";

/** Answers a request that is not for the protocol, with an error in its form. */
export function refuse(response: ServerResponse, status: number, message: string, code = -32_000): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, {
    "content-type": "application/json",
    ...(status === 413 && { connection: "close" }),
  });
  response.end(JSON.stringify({ jsonrpc: "2.0", error: { code, message }, id: null }));
}
