import type { AgentTeam } from "@mcp-team/agent";
import type { FastifyInstance } from "fastify";
import { toWireMessage } from "../messages/wire-message.js";
import { readRunRequest } from "../requests/run-request.js";
import { runOf } from "../runs/admit-runs.js";
import { explainRun, teamRun } from "../runs/team-run.js";

/** What the routes that run the team need. */
export interface RunRouteOptions {
  readonly team: AgentTeam;
  readonly runTimeoutMs: number;
}

/** `POST /invoke`: runs the team and answers with the whole conversation. */
export function invokeRoute(app: FastifyInstance, { team, runTimeoutMs }: RunRouteOptions): void {
  app.post("/invoke", async (request) => {
    const asked = readRunRequest(request.body);
    const run = runOf(request);
    const requestId = request.id;
    const { input, config } = teamRun(asked, { signal: run.signal, requestId });
    run.limit(runTimeoutMs);
    try {
      const { messages } = await team.invoke(input, config);
      return { messages: messages.map(toWireMessage), answer: messages.at(-1)?.text ?? "", requestId };
    } catch (error) {
      throw explainRun(error, run.signal);
    }
  });
}
