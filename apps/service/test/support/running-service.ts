import { createService, type Service } from "../../src/create-service.js";
import type { ServiceOptions } from "../../src/service-options.js";
import { type ScriptedTeam, type ScriptedTeamOptions, scriptedTeam } from "./scripted-team.js";

/** A service that listens on a free port, over a scripted team. */
export type RunningService = ScriptedTeam & Service & { readonly url: string };

export async function runningService(
  options: ServiceOptions = {},
  teamOptions: ScriptedTeamOptions = {},
): Promise<RunningService> {
  const scripted = await scriptedTeam(teamOptions);
  const service = createService(scripted.team, { drainTimeoutMs: 2_000, ...options });
  const url = await service.app.listen({ host: "127.0.0.1", port: 0 });
  return {
    ...scripted,
    ...service,
    url,
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await scripted[Symbol.asyncDispose]();
    },
  };
}
