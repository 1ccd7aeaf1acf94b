import { fileURLToPath } from "node:url";
import { Client } from "@modelcontextprotocol/client";
import type { StdioOptions } from "../../src/stdio/options.js";
import { stdio } from "../../src/stdio/stdio.js";

const fixture = fileURLToPath(new URL("../fixtures/stdio-server.js", import.meta.url));

/** The options of a fixture server with some faults. */
export function fixtureOptions(
  faults: readonly string[] = [],
  options: Partial<StdioOptions> = {},
): StdioOptions {
  return { command: process.execPath, args: [fixture, ...faults], ...options };
}

/** A client that is connected to a server over our transport, and what the transport reported. */
export async function connectTo(options: StdioOptions) {
  const transport = stdio(options);
  const errors: Error[] = [];
  transport.onerror = (error) => errors.push(error);
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(transport, { timeout: options.timeoutMs ?? 5_000 });
  const call = async (name: string, args: Record<string, unknown> = {}) => {
    const { content } = await client.callTool({ name, arguments: args });
    const [block] = content;
    return block?.type === "text" ? block.text : "";
  };
  return { transport, client, call, errors, [Symbol.asyncDispose]: () => transport.close() };
}
