import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgentTeam } from "@mcp-team/builder";
import {
  type CallLogEntry,
  readCallLog,
  referenceServer,
  type ServerCommand,
  waitFor,
} from "@mcp-team/testing";
import { builderWithoutModel, reached, statusOf, toolOf } from "../team/open-team.js";

/** A team with one local server, which is killed again and again. */
export interface LocalServer extends AsyncDisposable {
  readonly command: ServerCommand;
  /** A tool as it was before the first kill. */
  tool(name: string): (input: object) => Promise<unknown>;
  /** What the server ran, in all of its lives. */
  log(): CallLogEntry[];
  /** Resolves when so many calls of a tool have begun on the server. */
  begun(tool: string, calls: number): Promise<unknown>;
  /** `kill -9`. @returns the time, as `performance.now()` tells it */
  kill(): number;
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
  const runs = (tool: string) =>
    readCallLog(file).filter((entry) => entry.event === "start" && entry.tool === tool).length;
  return {
    command,
    tool: (name) => toolOf(team, name),
    log: () => readCallLog(file),
    begun: (tool, calls) => waitFor(() => runs(tool) >= calls, { what: `${calls} calls of ${tool}` }),
    kill() {
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
