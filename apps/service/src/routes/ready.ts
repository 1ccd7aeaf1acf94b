import type { AgentTeam, ServerStatus } from "@mcp-team/agent";
import type { FastifyInstance } from "fastify";
import { admissionOf, probe } from "../guard/guard-requests.js";
import type { Runs } from "../runs/runs.js";

/** What readiness depends on. */
export interface ReadyOptions {
  readonly team: AgentTeam;
  readonly runs: Runs;
  readonly optionalServers: readonly string[];
}

/** Servers that are connected to for each principal are, or are not, when a run needs them. */
const usable: ReadonlySet<ServerStatus["state"]> = new Set(["ready", "on-demand"]);

/** `GET /ready`: 200 when every required server is ready and the service does not drain, else 503. */
export function readyRoute(app: FastifyInstance, { team, runs, optionalServers }: ReadyOptions): void {
  const optional = new Set(optionalServers);
  app.get("/ready", { logLevel: "warn", config: probe }, async (request, reply) => {
    const servers = team.servers.map((server) => describe(server, !optional.has(server.name)));
    const ready = !runs.refusing && servers.every(({ required, state }) => !required || usable.has(state));
    reply.code(ready ? 200 : 503);
    // Which servers there are is for those who may use them.
    return { ready, draining: runs.refusing, ...(admissionOf(request).admitted && { servers }) };
  });
}

/** Why a server is not ready is in the log: an error may quote commands and what a server wrote to stderr. */
function describe({ name, transport, state, tools }: ServerStatus, required: boolean) {
  return { name, required, transport, state, tools: tools.length };
}
