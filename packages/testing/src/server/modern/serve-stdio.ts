import { serveStdio } from "@modelcontextprotocol/server/stdio";
import type { Reference } from "../reference.js";
import { createModernServer } from "./create-server.js";

/** Serves the one client at the other end of stdin and stdout, and refuses one that opens with `initialize`. */
export function serveModernStdio(reference: Reference): void {
  serveStdio(() => createModernServer(reference), { legacy: "reject" });
}
