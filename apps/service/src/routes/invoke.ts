import type { AgentTeam } from "@mcp-team/agent";
import type { FastifyInstance } from "fastify";
import { admissionOf } from "../guard/guard-requests.js";
import { toWireMessage } from "../messages/wire-message.js";
import { readRunRequest } from "../requests/run-request.js";
import { runOf } from "../runs/admit-runs.js";
import { explainRun, teamRun } from "../runs/team-run.js";
import type { ServiceOptions } from "../service-options.js";

/** What the routes that run the team need. */
export interface RunRouteOptions {
  readonly team: AgentTeam;
  readonly runTimeoutMs: number;
  readonly context: ServiceOptions["context"];
}

/** `POST /invoke`: runs the team and answers with the whole conversation. */
export function invokeRoute(app: FastifyInstance, { team, runTimeoutMs, context }: RunRouteOptions): void {
  app.post("/invoke", async (request) => {
    const asked = readRunRequest(request.body);
    const run = runOf(request);
    const requestId = request.id;
    const { identity } = admissionOf(request);
    const { signal } = run;
    const { input, config } = teamRun(asked, {
      signal,
      requestId,
      identity,
      context: await context?.(identity),
    });
    run.limit(runTimeoutMs);
    try {
      const { messages } = await team.invoke(input, config);
      return { messages: messages.map(toWireMessage), answer: messages.at(-1)?.text ?? "", requestId };
    } catch (error) {
      throw explainRun(error, signal);
    }
  });
}
