import type { FastifyInstance } from "fastify";
import { probe } from "../guard/guard-requests.js";

/** `GET /health`: 200 while the process lives, whatever the servers do. */
export function healthRoute(app: FastifyInstance): void {
  // Asked every few seconds: only what goes wrong is worth a line in the log.
  app.get("/health", { logLevel: "warn", config: probe }, async () => ({ status: "alive" }));
}
