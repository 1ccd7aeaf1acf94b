import { Client } from "@modelcontextprotocol/client";
import type { StreamableHttpOptions } from "../../../src/http/options.js";
import type { ServerTransport } from "../../../src/server-transport.js";
import { streamableHttp } from "../../../src/streamable-http/streamable-http.js";

/** A client that is connected over Streamable HTTP until it is disposed of. */
export interface Connected extends AsyncDisposable {
  readonly client: Client;
  readonly transport: ServerTransport;
  readonly errors: Error[];
}

export async function connect(
  options: StreamableHttpOptions,
  mode: "legacy" | "auto" = "legacy",
): Promise<Connected> {
  const transport = streamableHttp(options);
  const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode } });
  const errors: Error[] = [];
  client.onerror = (error) => errors.push(error);
  await client.connect(transport);
  return { client, transport, errors, [Symbol.asyncDispose]: () => client.close() };
}
