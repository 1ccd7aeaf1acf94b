import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgentTeam } from "@mcp-team/builder";
import { referenceServer, type ServerCommand } from "@mcp-team/testing";
import { callsOf } from "../losses/calls-of.js";
import type { LostServer } from "../losses/lost-server.js";
import { builderWithoutModel, reached, statusOf, toolOf } from "../team/open-team.js";

/** A team with one local server, which is lost by `kill -9`. */
export interface LocalServer extends LostServer {
  readonly command: ServerCommand;
  /** Resolves when the team knows of the loss. */
  noticed(): Promise<void>;
}

/** Starts a team with one local server. */
export async function localServer(): Promise<LocalServer> {
  const folder = await mkdtemp(join(tmpdir(), "mcp-team-kills-"));
  const file = join(folder, "calls.jsonl");
  const command = referenceServer({ log: file });
  const team: AgentTeam = await builderWithoutModel("kills")
    .withMcpServer({ ...command, name: "local" })
    .build();
  return {
    command,
    tool: (name) => toolOf(team, name),
    ...callsOf(file),
    lose() {
      const { pid } = statusOf(team, "local");
      const now = performance.now();
      process.kill(pid as number, "SIGKILL");
      return now;
    },
    noticed: () => reached(team, "local", "reconnecting"),
    async [Symbol.asyncDispose]() {
      await team.close();
      await rm(folder, { recursive: true });
    },
  };
}
