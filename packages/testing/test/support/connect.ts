import {
  type ReferenceEra,
  type ReferenceServerOptions,
  type ReferenceTransport,
  referenceServer,
  startServer,
} from "@mcp-team/testing";
import {
  Client,
  type ElicitRequest,
  type ElicitResult,
  SSEClientTransport,
  StreamableHTTPClientTransport,
  type Transport,
} from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

/** Every way in which a reference server can be reached. */
export const kinds: readonly { era: ReferenceEra; transport: ReferenceTransport }[] = [
  { era: "legacy", transport: "stdio" },
  { era: "legacy", transport: "sse" },
  { era: "legacy", transport: "http" },
  { era: "modern", transport: "stdio" },
  { era: "modern", transport: "http" },
];

/** A client of the SDK with the server that was started for it. */
export interface Connected extends AsyncDisposable {
  readonly client: Client;
  /** Where the server listens; empty over stdio. */
  readonly url: string;
  /** Calls a tool and returns the text of its first content block. */
  text(tool: string, input?: Record<string, unknown>): Promise<string>;
}

/** Answers what a server asks a person. */
export type Answer = (params: ElicitRequest["params"]) => ElicitResult;

/** Starts a reference server and connects to it as a client of its era. */
export async function connect(options: ReferenceServerOptions, answer?: Answer): Promise<Connected> {
  const { transport, url, dispose } = await reach(options);
  const client = newClient(options.era);
  if (answer) {
    client.registerCapabilities({ elicitation: { form: {}, url: {} } });
    client.setRequestHandler("elicitation/create", ({ params }) => answer(params));
  }
  await client.connect(transport);
  return {
    client,
    url,
    async text(name, input = {}) {
      const { content } = await client.callTool({ name, arguments: input });
      const [first] = content;
      return first?.type === "text" ? first.text : JSON.stringify(first);
    },
    async [Symbol.asyncDispose]() {
      await client.close();
      await dispose();
    },
  };
}

/** A client that speaks one era only. */
export function newClient(era: ReferenceEra = "legacy"): Client {
  const mode = era === "modern" ? ({ pin: "2026-07-28" } as const) : "legacy";
  return new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode } });
}

/** The client's transport to a server that listens. */
export function transportTo(
  kind: "sse" | "http",
  url: string,
  headers: Record<string, string> = {},
): Transport {
  const Kind = kind === "sse" ? SSEClientTransport : StreamableHTTPClientTransport;
  return new Kind(new URL(url), { requestInit: { headers } });
}

interface Reached {
  readonly transport: Transport;
  readonly url: string;
  dispose(): Promise<void>;
}

async function reach(options: ReferenceServerOptions): Promise<Reached> {
  const { transport = "stdio" } = options;
  if (transport === "stdio") {
    const stdio = new StdioClientTransport({ ...referenceServer(options), stderr: "pipe" });
    return { transport: stdio, url: "", dispose: async () => {} };
  }
  const server = await startServer({ ...options, transport });
  return { transport: transportTo(transport, server.url), url: server.url, dispose: () => server.stop() };
}
