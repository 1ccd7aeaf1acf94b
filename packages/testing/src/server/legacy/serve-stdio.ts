import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Reference } from "../reference.js";
import { createLegacyServer } from "./create-server.js";

/** Serves the one client at the other end of stdin and stdout. */
export async function serveLegacyStdio(reference: Reference): Promise<void> {
  const server = createLegacyServer(reference);
  await server.connect(new StdioServerTransport());
  // The transport of the 1.x SDK does not notice this by itself.
  process.stdin.once("end", () => server.close());
}
